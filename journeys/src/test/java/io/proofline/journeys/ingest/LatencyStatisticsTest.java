package io.proofline.journeys.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatencyStatisticsTest {

  private final LatencyStatistics latencyStatistics = new LatencyStatistics("from a to b");

  @Test
  void half_nineteen_in_twenty_and_all_are_told_whatever_their_order() {
    IntStream.rangeClosed(1, 100)
        .map(i -> i * 37 % 101)
        .forEach(i -> latencyStatistics.add(Duration.ofMillis(i * 100L)));
    assertThat(latencyStatistics.summary())
        .isEqualTo("from a to b: 100, p50 5.00 s, p95 9.50 s, max 10.00 s");
  }

  @Test
  void one_alone_is_all_three() {
    latencyStatistics.add(Duration.ofMillis(250));
    assertThat(latencyStatistics.summary())
        .isEqualTo("from a to b: 1, p50 0.25 s, p95 0.25 s, max 0.25 s");
  }

  @Test
  void none_is_said() {
    assertThat(latencyStatistics.summary()).isEqualTo("from a to b: none was taken");
  }
}
