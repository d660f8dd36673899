package io.proofline.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Our subscription to Ziflow's events: one, whatever number of times we start. */
final class WebhookAtZiflow {

  private static final String NAME = "proofline";
  private static final List<String> EVENTS =
      List.of(
          "created",
          "processed",
          "changed",
          "deleted",
          "restored",
          "status_change",
          "decision",
          "comment",
          "complete_review");
  private static final JsonMapper JSON = JsonMapper.shared();

  private final URI api;
  private final String key;

  WebhookAtZiflow(URI api, String key) {
    this.api = api;
    this.key = key;
  }

  /** The signature key of the subscription to a target, which is made when there is none. */
  String keyFor(URI target) {
    try (var http = HttpClient.newHttpClient()) {
      var ours =
          send(http, request("/webhooks").GET())
              .valueStream()
              .filter(hook -> hook.path("name").asString("").equals(NAME))
              .toList();
      var there = ours.stream().filter(hook -> isActiveAt(target, hook)).findFirst();
      for (var hook : ours) {
        if (!Optional.of(hook).equals(there)) {
          send(http, request("/webhooks/" + hook.path("id").asString()).DELETE());
        }
      }
      var hook = there.isPresent() ? there.get() : subscribe(http, target);
      return hook.path("webhook_signature_key").asString("");
    }
  }

  private JsonNode subscribe(HttpClient http, URI target) {
    var events = EVENTS.stream().collect(Collectors.toMap(event -> event, _ -> true));
    Map<String, Object> body =
        Map.of(
            "name",
            NAME,
            "target",
            target.toString(),
            "active",
            true,
            "generate_signature_key",
            true,
            "subscription_types",
            Map.of("proof", events));
    return send(
        http,
        request("/webhooks")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
  }

  private static boolean isActiveAt(URI target, JsonNode hook) {
    return hook.path("target").asString("").equals(target.toString())
        && hook.path("active").asBoolean(false);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(api + path))
        .timeout(Duration.ofSeconds(10))
        .header("apikey", key);
  }

  private static JsonNode send(HttpClient http, HttpRequest.Builder request) {
    try {
      var answer = http.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new StartRefused(
            "Ziflow answered %d when asked for our webhook".formatted(answer.statusCode()));
      }
      return JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body());
    } catch (IOException e) {
      throw new StartRefused("Ziflow gave no answer when asked for our webhook", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartRefused("Interrupted", e);
    }
  }
}
