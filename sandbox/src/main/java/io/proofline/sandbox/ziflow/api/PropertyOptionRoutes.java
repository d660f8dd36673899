package io.proofline.sandbox.ziflow.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ZiflowApiException;
import io.proofline.sandbox.ziflow.account.ZiflowChange.EntryStored;
import io.proofline.sandbox.ziflow.account.ZiflowSettings;
import io.proofline.sandbox.ziflow.model.AccountEntry;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Routes of the options of a custom property; Enterprise. The sources name the paths and that a
 * property has {@code field_type.options}; an option's own properties are kept as sent.
 */
final class PropertyOptionRoutes {
  private static final String ALL =
      "/v1/custom-properties/proofs/groups/{group}/properties/{property}/options";

  private final AccountStore account;
  private final ZiflowSettings settings;

  PropertyOptionRoutes(AccountStore account, ZiflowSettings settings) {
    this.account = account;
    this.settings = settings;
  }

  void addTo(RoutesConfig routes) {
    routes.get(ALL, call -> ApiResponses.send(call, options(property(call, copy(group(call))))));
    routes.post(ALL, this::add);
    routes.get(ALL + "/{option}", this::show);
    routes.put(ALL + "/{option}", this::change);
  }

  private void show(Context call) {
    ApiResponses.send(call, option(call, property(call, copy(group(call)))));
  }

  private void add(Context call) {
    var sent = sent(call);
    synchronized (account) {
      var group = group(call);
      var body = copy(group);
      var option = Json.toTree(Json.object("id", ApiResponses.newId()));
      ((ObjectNode) option).setAll(sent.without(List.of("id")));
      options(property(call, body)).add(option);
      store(call, new AccountEntry(group.id(), group.kind(), body), option);
    }
  }

  private void change(Context call) {
    var sent = sent(call);
    synchronized (account) {
      var group = group(call);
      var body = copy(group);
      var option = option(call, property(call, body));
      option.setAll(sent.without(List.of("id")));
      store(call, new AccountEntry(group.id(), group.kind(), body), option);
    }
  }

  private void store(Context call, AccountEntry group, JsonNode option) {
    account.commit(List.of(new EntryStored(group)));
    ApiResponses.send(call, option);
  }

  private static ObjectNode sent(Context call) {
    var body = RequestBody.object(call);
    if (body.isEmpty()) {
      throw ZiflowApiException.invalid("An option is an object, such as {\"value\":\"Spring\"}");
    }
    return body;
  }

  private AccountEntry group(Context call) {
    settings.checkEnterprise();
    var id = call.pathParam("group");
    return account
        .entry(AccountEntry.Kind.PROPERTY_GROUP, id)
        .orElseThrow(() -> ZiflowApiException.notFound("property group", id));
  }

  private static JsonNode copy(AccountEntry group) {
    return group.body().deepCopy();
  }

  private static ObjectNode property(Context call, JsonNode group) {
    return byId(group.path("properties"), call.pathParam("property"))
        .orElseThrow(() -> ZiflowApiException.notFound("property", call.pathParam("property")));
  }

  private static ObjectNode option(Context call, ObjectNode property) {
    return byId(options(property), call.pathParam("option"))
        .orElseThrow(() -> ZiflowApiException.notFound("option", call.pathParam("option")));
  }

  private static Optional<ObjectNode> byId(JsonNode list, String id) {
    return list.valueStream()
        .filter(each -> each.isObject() && each.path("id").asString("").equals(id))
        .map(ObjectNode.class::cast)
        .findFirst();
  }

  /** The property's list of options, which is added to it if it has none. */
  private static ArrayNode options(ObjectNode property) {
    if (!property.path("field_type").isObject()) {
      property.putObject("field_type");
    }
    var type = (ObjectNode) property.path("field_type");
    return type.path("options") instanceof ArrayNode options ? options : type.putArray("options");
  }
}
