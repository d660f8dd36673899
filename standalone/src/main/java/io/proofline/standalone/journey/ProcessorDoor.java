package io.proofline.standalone.journey;

import io.proofline.standalone.Addresses;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The operator's side: what Proofline itself knows, and what it takes as a command. */
public final class ProcessorDoor {

  private final Http http;
  private final Addresses at;

  public ProcessorDoor(Http http, Addresses at) {
    this.http = http;
    this.at = at;
  }

  void select(String asset) {
    http.ask(
        request("/requests")
            .header("Content-Type", "application/json")
            .POST(Http.json(Map.of("asset", asset, "kind", "select"))));
  }

  /** What is known of an asset; empty when nothing is. */
  public Optional<JsonNode> review(String asset) {
    return http.find(request("/reviews/" + asset).GET());
  }

  /** How far a collection has come, by its path; empty when nothing is known in it. */
  Optional<JsonNode> collection(String path) {
    var encoded = Http.encode(path).replace("+", "%20").replace("%2F", "/");
    return http.find(request("/collections/" + encoded).GET());
  }

  /** Everything that is on record about an asset, oldest first. */
  JsonNode audit(String asset) {
    return http.ask(request("/audit/" + asset).GET());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(at.processor() + path))
        .header("Authorization", "Bearer " + at.secrets().doorToken());
  }
}
