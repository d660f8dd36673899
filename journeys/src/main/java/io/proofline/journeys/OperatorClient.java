package io.proofline.journeys;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The operator's side: what Proofline itself knows, and what it takes as a command. */
public final class OperatorClient {

  private final JourneyHttpClient journeyHttpClient;
  private final DemoAddresses at;

  public OperatorClient(JourneyHttpClient journeyHttpClient, DemoAddresses at) {
    this.journeyHttpClient = journeyHttpClient;
    this.at = at;
  }

  /** Asks for something by its kind, such as {@code select}, for one asset. */
  public void requestForAsset(String kind, String asset) {
    request(Map.of("kind", kind, "asset", asset));
  }

  /** Releases all proofs that the hourly limit holds. */
  public void releaseHeldProofs() {
    request(Map.of("kind", "go_ahead"));
  }

  /** Does a dead command once more. */
  void retry(String asset, String command) {
    request(Map.of("kind", "retry", "asset", asset, "command", command));
  }

  /** Assets that the hourly limit holds. */
  public Set<String> heldAssets() {
    return journeyHttpClient
        .exchange(request("/stuck?why=held").GET())
        .path("stuck")
        .valueStream()
        .map(each -> each.path("asset").asString(""))
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** What of an asset waits for a person; empty when nothing does. */
  Optional<JsonNode> stuck(String asset) {
    return journeyHttpClient
        .exchange(request("/stuck").GET())
        .path("stuck")
        .valueStream()
        .filter(each -> each.path("asset").asString("").equals(asset))
        .findFirst();
  }

  /** What is known of an asset; empty when nothing is. */
  public Optional<JsonNode> review(String asset) {
    return journeyHttpClient.exchangeIfFound(request("/reviews/" + asset).GET());
  }

  /** How far a collection has come, by its path; empty when nothing is known in it. */
  Optional<JsonNode> collection(String path) {
    var encoded = JourneyHttpClient.encode(path).replace("+", "%20").replace("%2F", "/");
    return journeyHttpClient.exchangeIfFound(request("/collections/" + encoded).GET());
  }

  /** How many assets stand alike, as the processor's README has it. */
  public JsonNode counts() {
    return journeyHttpClient.exchange(request("/counts").GET());
  }

  /** Everything that is on record about an asset, oldest first. */
  JsonNode audit(String asset) {
    return journeyHttpClient.exchange(request("/audit/" + asset).GET());
  }

  private void request(Map<String, ?> wanted) {
    journeyHttpClient.exchange(
        request("/requests")
            .header("Content-Type", "application/json")
            .POST(JourneyHttpClient.json(wanted)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(at.processor() + path))
        .header("Authorization", "Bearer " + at.secrets().doorToken());
  }
}
