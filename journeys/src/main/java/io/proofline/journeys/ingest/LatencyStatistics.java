package io.proofline.journeys.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Latency percentiles of one kind of operation. */
final class LatencyStatistics {

  private final String what;
  private final List<Duration> all = Collections.synchronizedList(new ArrayList<>());

  /**
   * @param what name of the operation, with its start and end
   */
  LatencyStatistics(String what) {
    this.what = what;
  }

  void add(Duration one) {
    all.add(one);
  }

  int count() {
    return all.size();
  }

  /** Count, p50, p95 and maximum as text. */
  String summary() {
    var sorted = all.stream().sorted().toList();
    return sorted.isEmpty()
        ? "%s: none was measured".formatted(what)
        : "%s: %d, p50 %s, p95 %s, max %s"
            .formatted(what, sorted.size(), at(sorted, 0.5), at(sorted, 0.95), at(sorted, 1));
  }

  private static String at(List<Duration> sorted, double part) {
    var one = sorted.get((int) Math.ceil(part * sorted.size()) - 1);
    return "%.2f s".formatted(one.toMillis() / 1e3);
  }
}
