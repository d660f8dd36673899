package io.proofline.journeys;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Injects faults into the APIs of the simulators; their pages keep working. */
public final class FaultInjectionClient {

  private static final List<String> SIDES = List.of("photoshelter", "ziflow");

  private final JourneyHttpClient journeyHttpClient;
  private final URI sandbox;

  public FaultInjectionClient(JourneyHttpClient journeyHttpClient, DemoAddresses at) {
    this.journeyHttpClient = journeyHttpClient;
    this.sandbox = at.sandbox();
  }

  /**
   * Sets one that stands until it has struck as often as it says, or until all are cleared.
   *
   * @param side {@code photoshelter} or {@code ziflow}
   * @param fault as the sandbox's README has it
   */
  public void inject(String side, Map<String, ?> fault) {
    journeyHttpClient.exchange(request(side).POST(JourneyHttpClient.json(fault)));
  }

  /** Nothing goes wrong any more on either side. */
  public void clear() {
    SIDES.forEach(side -> journeyHttpClient.exchange(request(side).DELETE()));
  }

  /** Those that have not struck as often as they say. */
  List<JsonNode> pendingFaults() {
    return SIDES.stream()
        .flatMap(side -> journeyHttpClient.exchange(request(side).GET()).valueStream())
        .toList();
  }

  private HttpRequest.Builder request(String side) {
    return HttpRequest.newBuilder(URI.create("%s/admin/faults/%s".formatted(sandbox, side)));
  }
}
