package io.proofline.standalone.soak;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** How many assets stand where, as the processor counts them. */
record Standings(Map<Standing, Integer> counts) {

  /** Where an asset stands; texts are empty where there is none. */
  record Standing(String state, String rule, String reason) {}

  static Standings of(JsonNode answer) {
    var counts = new HashMap<Standing, Integer>();
    for (var each : answer.path("counts")) {
      var standing =
          new Standing(
              each.path("state").asString(""),
              each.path("rule").asString(""),
              each.path("reason").asString(""));
      counts.merge(standing, each.path("assets").asInt(0), Integer::sum);
    }
    return new Standings(Map.copyOf(counts));
  }

  int of(String state) {
    return count(standing -> standing.state().equals(state));
  }

  int ofRule(String rule, String state) {
    return count(standing -> standing.rule().equals(rule) && standing.state().equals(state));
  }

  /** How many are known at all. */
  int all() {
    return count(_ -> true);
  }

  /** Those that came since, by the reason for which they are not picked. */
  Map<String, Integer> unpickedSince(Standings before) {
    var reasons = new HashMap<String, Integer>();
    counts.forEach((standing, count) -> {
      int more = count - before.counts.getOrDefault(standing, 0);
      if (standing.state().equals("not_picked") && more > 0) {
        reasons.merge(standing.reason(), more, Integer::sum);
      }
    });
    return reasons;
  }

  private int count(Predicate<Standing> which) {
    return counts.entrySet().stream()
        .filter(each -> which.test(each.getKey()))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }
}
