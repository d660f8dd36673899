package io.proofline.console.apis;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The state of an API that one instance of the workers reports, as {@code ApiState} in JSON. */
record ReportedApi(ObjectNode document) {

  String api() {
    return document.path("api").asString();
  }

  Circuit circuit() {
    return Circuit.of(document.path("circuit_breaker").asString());
  }

  /** When the circuit breaker opened; null while it is closed. */
  @Nullable Instant since() {
    var text = document.path("since").asString("");
    return text.isEmpty() ? null : Instant.parse(text);
  }

  @Nullable String reason() {
    var text = document.path("reason").asString("");
    return text.isEmpty() ? null : text;
  }

  boolean refusesCredentials() {
    return document.path("refuses_credentials").asBoolean(false);
  }

  int number(String field) {
    return document.path(field).asInt(0);
  }

  ObjectNode json() {
    var json = document.deepCopy();
    json.remove("api");
    json.put("calls_left", Math.max(0, number("calls_allowed") - number("calls_made")));
    return json;
  }

  /** States of a circuit breaker, the one that lets the fewest calls through last. */
  enum Circuit {
    UNKNOWN,
    CLOSED,
    HALF_OPEN,
    OPEN;

    private static Circuit of(String word) {
      return switch (word) {
        case "closed" -> CLOSED;
        case "half_open" -> HALF_OPEN;
        case "open" -> OPEN;
        default -> UNKNOWN;
      };
    }
  }
}
