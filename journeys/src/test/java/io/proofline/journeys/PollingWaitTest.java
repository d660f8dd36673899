package io.proofline.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proofline.journeys.PollingWait.Observation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PollingWaitTest {

  @Test
  void it_polls_until_the_value_is_there() {
    var looks = new AtomicInteger();
    var pollingWait = new PollingWait(Duration.ofSeconds(10), _ -> {});
    var found =
        pollingWait.until(
            "the second look",
            () ->
                new Observation<>(Optional.of(looks.incrementAndGet()).filter(n -> n == 2), "one"));
    assertThat(found).isEqualTo(2);
  }

  @Test
  void after_the_time_out_it_reports_the_awaited_and_last_seen_state() {
    var pollingWait = new PollingWait(Duration.ZERO, _ -> {});
    assertThatThrownBy(
            () -> pollingWait.until("a proof", () -> new Observation<>(Optional.empty(), "none")))
        .isInstanceOf(JourneyFailedException.class)
        .hasMessage("awaited a proof for 0 s; seen last: none");
  }
}
