package io.proofline.journeys.ingest;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Number of assets per state, rule and reason, as the processor counts them. */
record ReviewCounts(Map<CountGroup, Integer> counts) {

  /** State, rule and reason of an asset; an absent one is empty. */
  record CountGroup(String state, String rule, String reason) {}

  static ReviewCounts of(JsonNode answer) {
    var counts = new HashMap<CountGroup, Integer>();
    for (var each : answer.path("counts")) {
      var countGroup =
          new CountGroup(
              each.path("state").asString(""),
              each.path("rule").asString(""),
              each.path("reason").asString(""));
      counts.merge(countGroup, each.path("assets").asInt(0), Integer::sum);
    }
    return new ReviewCounts(Map.copyOf(counts));
  }

  int of(String state) {
    return count(countGroup -> countGroup.state().equals(state));
  }

  int countOfRule(String rule, String state) {
    return count(countGroup -> countGroup.rule().equals(rule) && countGroup.state().equals(state));
  }

  /** Number of all known assets. */
  int all() {
    return count(_ -> true);
  }

  /** Number of assets that were not picked since an earlier count, by reason. */
  Map<String, Integer> unpickedSince(ReviewCounts before) {
    var reasons = new HashMap<String, Integer>();
    counts.forEach((countGroup, count) -> {
      int more = count - before.counts.getOrDefault(countGroup, 0);
      if (countGroup.state().equals("not_picked") && more > 0) {
        reasons.merge(countGroup.reason(), more, Integer::sum);
      }
    });
    return reasons;
  }

  private int count(Predicate<CountGroup> which) {
    return counts.entrySet().stream()
        .filter(each -> which.test(each.getKey()))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }
}
