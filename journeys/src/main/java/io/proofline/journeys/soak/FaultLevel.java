package io.proofline.journeys.soak;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Rate of injected faults during a soak. */
public enum FaultLevel {
  /** No faults. */
  NONE(0),
  /** About one call in ten has a fault. */
  LIGHT(1),
  /** About four calls in ten have a fault. */
  HEAVY(4);

  private final int weight;

  FaultLevel(int weight) {
    this.weight = weight;
  }

  /** A fault in the format of the sandbox's admin API. */
  record InjectedFault(String side, Map<String, Object> body) {}

  /** Returns the faults; each has its own seed, derived from the given one. */
  List<InjectedFault> drawFaults(long seed) {
    if (weight == 0) {
      return List.of();
    }
    var ofCalls = Stream.of("photoshelter", "ziflow").flatMap(this::ofCalls);
    var all = Stream.concat(ofCalls, ofOneSide()).toList();
    return Stream.iterate(0, i -> i < all.size(), i -> i + 1)
        .map(i -> withSeed(all.get(i), seed + i))
        .toList();
  }

  private Stream<InjectedFault> ofCalls(String side) {
    return Stream.of(
        fault(side, "latency", 0.04, Map.of("delay_millis", 1500)),
        fault(side, "throttled", 0.01, Map.of("retry_after", 2)),
        fault(side, "throttled", 0.01, Map.of()),
        fault(side, "error_before", 0.01, Map.of("status", 502)),
        fault(side, "error_after", 0.01, Map.of("status", 500)),
        fault(side, "dropped", 0.01, Map.of()),
        fault(side, "half_body", 0.005, Map.of()),
        fault(side, "slow_body", 0.01, Map.of("delay_millis", 1500)));
  }

  private Stream<InjectedFault> ofOneSide() {
    return Stream.of(
        fault("photoshelter", "session_expiry", 0.005, Map.of()),
        fault("photoshelter", "search_lag", 1, Map.of("delay_millis", 3000)),
        fault("ziflow", "search_lag", 1, Map.of("delay_millis", 2000)),
        fault("ziflow", "webhook_lost", 0.05, Map.of()),
        fault("ziflow", "webhook_doubled", 0.05, Map.of()),
        fault("ziflow", "webhook_late", 0.05, Map.of("delay_millis", 5000)),
        fault("ziflow", "webhook_reordered", 0.05, Map.of()));
  }

  private InjectedFault fault(
      String side, String kind, double probability, Map<String, Object> more) {
    var body = new LinkedHashMap<String, Object>(more);
    body.put("kind", kind);
    body.put("probability", Math.min(1, probability * weight));
    return new InjectedFault(side, body);
  }

  private static InjectedFault withSeed(InjectedFault injectedFault, long seed) {
    var body = new LinkedHashMap<>(injectedFault.body());
    body.put("seed", seed);
    return new InjectedFault(injectedFault.side(), body);
  }
}
