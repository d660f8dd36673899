package io.proofline.journeys;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Client of the processor's HTTP API, as an operator: reviews, counts, audit trail, requests. */
public final class OperatorClient {

  private final JourneyHttpClient journeyHttpClient;
  private final DemoAddresses at;

  public OperatorClient(JourneyHttpClient journeyHttpClient, DemoAddresses at) {
    this.journeyHttpClient = journeyHttpClient;
    this.at = at;
  }

  /** Sends a request, such as {@code select}, for one asset. */
  public void requestForAsset(String kind, String asset) {
    request(Map.of("kind", kind, "asset", asset));
  }

  /** Releases all proofs that the hourly limit holds. */
  public void releaseHeldProofs() {
    request(Map.of("kind", "go_ahead"));
  }

  /** Requests that a dead command be executed again. */
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

  /** The asset's entry in the list of stuck reviews; empty if it is not in the list. */
  Optional<JsonNode> stuck(String asset) {
    return journeyHttpClient
        .exchange(request("/stuck").GET())
        .path("stuck")
        .valueStream()
        .filter(each -> each.path("asset").asString("").equals(asset))
        .findFirst();
  }

  /** The review of an asset; empty if the processor does not know the asset. */
  public Optional<JsonNode> review(String asset) {
    return journeyHttpClient.exchangeIfFound(request("/reviews/" + asset).GET());
  }

  /** Counts of a collection, by its path; empty if no asset in it is known. */
  Optional<JsonNode> collection(String path) {
    var encoded = JourneyHttpClient.encode(path).replace("+", "%20").replace("%2F", "/");
    return journeyHttpClient.exchangeIfFound(request("/collections/" + encoded).GET());
  }

  /** Number of assets per state, rule and reason, as documented in the processor's README. */
  public JsonNode counts() {
    return journeyHttpClient.exchange(request("/counts").GET());
  }

  /** The audit trail of an asset, oldest entry first. */
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
