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
import tools.jackson.databind.node.MissingNode;

/**
 * The health that a service reports.
 *
 * @param unhealthyParts the parts that are not up, each with its cause; empty if all are up
 */
public record ServiceHealth(String service, List<UnhealthyPart> unhealthyParts) {

  /** The part of a service that does not answer. */
  static final String UNREACHABLE = "answer";

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /**
   * A part of a service that is not up.
   *
   * @param part the service's name for it; {@link #UNREACHABLE} if the service can't be reached
   * @param isRestoring whether it only restores its state from Kafka, and needs no help
   */
  public record UnhealthyPart(String part, String cause, boolean isRestoring) {}

  /** Requests the health of one service; waits five seconds at most. */
  public static ServiceHealth ask(String service, URI address) {
    return body(address)
        .map(body -> read(service, body))
        .orElseGet(() -> unreachable(service, "no answer from %s".formatted(address)));
  }

  /** A detail of one part of a service; empty if the service does not report it. */
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

  /** What a service reports of each of its parts; nothing if it does not answer. */
  static JsonNode components(URI address) {
    try {
      return JsonMapper.shared().readTree(body(address).orElse("{}")).path("components");
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
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

  /** Reads the body of an answer. Pure. */
  static ServiceHealth read(String service, String body) {
    try {
      var answer = JsonMapper.shared().readTree(body);
      if (!answer.has("status")) {
        return unreachable(service, "the program that answers is not a service of Proofline");
      }
      var unhealthy = new ArrayList<UnhealthyPart>();
      answer
          .path("components")
          .propertyStream()
          .filter(part -> !isUp(part.getValue()))
          .forEach(part -> unhealthy.add(unhealthyPart(part.getKey(), part.getValue())));
      if (unhealthy.isEmpty() && !isUp(answer)) {
        unhealthy.add(unhealthyPart("service", answer));
      }
      return new ServiceHealth(service, List.copyOf(unhealthy));
    } catch (JacksonException e) {
      return unreachable(service, "the program that answers is not a service of Proofline");
    }
  }

  public boolean isUp() {
    return unhealthyParts.isEmpty();
  }

  private static UnhealthyPart unhealthyPart(String name, JsonNode part) {
    return new UnhealthyPart(
        name, cause(part), part.path("status").asString("").equals("OUT_OF_SERVICE"));
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
    return new ServiceHealth(service, List.of(new UnhealthyPart(UNREACHABLE, cause, false)));
  }
}
