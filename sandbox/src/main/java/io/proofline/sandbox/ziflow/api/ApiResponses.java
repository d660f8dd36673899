package io.proofline.sandbox.ziflow.api;

import io.javalin.http.Context;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;
import io.proofline.sandbox.ziflow.account.ZiflowApiException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Reads requests and writes responses: JSON, pages with a count, errors with a message. */
final class ApiResponses {
  private ApiResponses() {}

  static <T> void page(Context call, String name, List<T> all, Function<T, ?> show) {
    var count = number(call, "count", 50, 100);
    var page = number(call, "page", 1, Integer.MAX_VALUE);
    var from = (page - 1L) * count;
    var shown = all.stream().skip(from).limit(count).map(show).toList();
    send(
        call,
        Json.object(
            "count", count, "page", page, "has_more", from + count < all.size(), name, shown));
  }

  private static int number(Context call, String name, int otherwise, int most) {
    try {
      var number = RequestInput.query(call, name).map(Integer::parseInt).orElse(otherwise);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // refused below, like every other invalid number
    }
    throw ZiflowApiException.invalid(name + " is out of range");
  }

  static void error(Context call, int status, String message) {
    call.status(status);
    send(call, Json.object("message", message, "errors", List.of(Json.object("message", message))));
  }

  static void send(Context call, Object body) {
    call.contentType("application/json").result(Json.write(body));
  }

  static String required(JsonNode body, String name) {
    return RequestInput.text(body.path(name))
        .orElseThrow(() -> ZiflowApiException.invalid(name + ": missing"));
  }

  static String newId() {
    return UUID.randomUUID().toString();
  }
}
