package io.proofline.sandbox.web;

import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a request's input from its query, form or JSON body. */
public final class RequestInput {
  private RequestInput() {}

  /** A query parameter, if it is present and not empty. */
  public static Optional<String> query(Context call, String name) {
    return filled(call.queryParam(name));
  }

  /** Form fields when the body is a form, else the properties of a JSON object. */
  public static Map<String, JsonNode> body(Context call) {
    return isForm(call) ? form(call) : properties(json(call));
  }

  /** One text value out of the query, form or JSON body. */
  public static Optional<String> text(Context call, String name) {
    return query(call, name)
        .or(() -> Optional.ofNullable(body(call).get(name)).flatMap(RequestInput::text));
  }

  public static JsonNode json(Context call) {
    return Json.tree(call.body());
  }

  /** The body as a tree: JSON, or a form whose names may be nested as in {@code a[0][b]}. */
  public static JsonNode tree(Context call) {
    return isForm(call) ? FormFields.toTree(call.formParamMap()) : json(call);
  }

  public static boolean isForm(Context call) {
    return call.isFormUrlencoded() || call.isMultipartFormData();
  }

  /** The parameters of the query string, first value of each. */
  public static Map<String, JsonNode> queryValues(Context call) {
    return firsts(call.queryParamMap());
  }

  public static Optional<String> text(JsonNode node) {
    return node.isValueNode() && !node.isNull() ? filled(node.asString()) : Optional.empty();
  }

  public static Optional<String> filled(@Nullable String text) {
    return Optional.ofNullable(text).filter(value -> !value.isBlank());
  }

  private static Map<String, JsonNode> form(Context call) {
    return firsts(call.formParamMap());
  }

  private static Map<String, JsonNode> firsts(Map<String, java.util.List<String>> parameters) {
    var values = new LinkedHashMap<String, JsonNode>();
    parameters.forEach((name, all) ->
        all.stream().findFirst().ifPresent(first -> values.put(name, Json.toTree(first))));
    return values;
  }

  private static Map<String, JsonNode> properties(JsonNode body) {
    var values = new LinkedHashMap<String, JsonNode>();
    body.properties().forEach(property -> values.put(property.getKey(), property.getValue()));
    return values;
  }
}
