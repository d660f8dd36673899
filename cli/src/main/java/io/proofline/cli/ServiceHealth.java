package io.proofline.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a service says it is.
 *
 * @param unhealthyParts what is not up, each with its cause; empty when all is
 */
public record ServiceHealth(String service, List<UnhealthyPart> unhealthyParts) {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /**
   * A part of a service that is not up.
   *
   * @param part as the service names it; {@code door} for its address
   */
  public record UnhealthyPart(String part, String cause) {}

  /** Asks one service. */
  public static ServiceHealth ask(String service, URI address) {
    return body(address)
        .map(body -> read(service, body))
        .orElseGet(() -> unreachable(service, "%s gives no answer".formatted(address)));
  }

  /** A detail of one part of a service; empty where it does not tell it. */
  public static Optional<String> detail(URI address, String part, String name) {
    return body(address)
        .flatMap(body -> {
          try {
            var details = JsonMapper.shared().readTree(body).path("components").path(part);
            return Optional.of(text(details.path("details"), name)).filter(text -> !text.isEmpty());
          } catch (JacksonException e) {
            return Optional.empty();
          }
        });
  }

  private static Optional<String> body(URI address) {
    try (var http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
      var request = HttpRequest.newBuilder(address).timeout(TIMEOUT).build();
      return Optional.of(http.send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** What an answer says. Pure. */
  static ServiceHealth read(String service, String body) {
    try {
      var answer = JsonMapper.shared().readTree(body);
      if (!answer.has("status")) {
        return unreachable(service, "what answers is no service of Proofline");
      }
      var troubles = new ArrayList<UnhealthyPart>();
      answer
          .path("components")
          .propertyStream()
          .filter(part -> !isUp(part.getValue()))
          .forEach(part -> troubles.add(new UnhealthyPart(part.getKey(), cause(part.getValue()))));
      if (troubles.isEmpty() && !isUp(answer)) {
        troubles.add(new UnhealthyPart("service", answer.path("status").asString("")));
      }
      return new ServiceHealth(service, List.copyOf(troubles));
    } catch (JacksonException e) {
      return unreachable(service, "what answers is no service of Proofline");
    }
  }

  public boolean isUp() {
    return unhealthyParts.isEmpty();
  }

  private static boolean isUp(JsonNode part) {
    return part.path("status").asString("").equals("UP");
  }

  private static String cause(JsonNode part) {
    var details = part.path("details");
    var cause = text(details, "cause", "trouble", "error");
    return cause.isEmpty() ? part.path("status").asString("") : cause;
  }

  private static String text(JsonNode details, String... names) {
    return Stream.of(names)
        .map(name -> details.path(name).asString(""))
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static ServiceHealth unreachable(String service, String cause) {
    return new ServiceHealth(service, List.of(new UnhealthyPart("door", cause)));
  }
}
