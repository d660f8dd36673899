package io.proofline.journeys.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatencyStatisticsTest {

  private final LatencyStatistics latencyStatistics = new LatencyStatistics("from a to b");

  @Test
  void percentiles_do_not_depend_on_the_order() {
    IntStream.rangeClosed(1, 100)
        .map(i -> i * 37 % 101)
        .forEach(i -> latencyStatistics.add(Duration.ofMillis(i * 100L)));
    assertThat(latencyStatistics.summary())
        .isEqualTo("from a to b: 100, p50 5.00 s, p95 9.50 s, max 10.00 s");
  }

  @Test
  void a_single_value_is_p50_p95_and_max() {
    latencyStatistics.add(Duration.ofMillis(250));
    assertThat(latencyStatistics.summary())
        .isEqualTo("from a to b: 1, p50 0.25 s, p95 0.25 s, max 0.25 s");
  }

  @Test
  void no_values_are_reported() {
    assertThat(latencyStatistics.summary()).isEqualTo("from a to b: none was measured");
  }
}
