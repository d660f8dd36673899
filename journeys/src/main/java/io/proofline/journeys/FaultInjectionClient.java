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
   * Injects a fault. It is active until it has happened {@code times} times, or until all are
   * cleared.
   *
   * @param side {@code photoshelter} or {@code ziflow}
   * @param fault as the sandbox's README has it
   */
  public void inject(String side, Map<String, ?> fault) {
    journeyHttpClient.exchange(request(side).POST(JourneyHttpClient.json(fault)));
  }

  /** Removes all faults of both simulators. */
  public void clear() {
    SIDES.forEach(side -> journeyHttpClient.exchange(request(side).DELETE()));
  }

  /** Returns the faults that have not yet happened {@code times} times. */
  List<JsonNode> pendingFaults() {
    return SIDES.stream()
        .flatMap(side -> journeyHttpClient.exchange(request(side).GET()).valueStream())
        .toList();
  }

  private HttpRequest.Builder request(String side) {
    return HttpRequest.newBuilder(URI.create("%s/admin/faults/%s".formatted(sandbox, side)));
  }
}
