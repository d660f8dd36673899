package io.proofline.standalone.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proofline.standalone.journey.Waiting.Look;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WaitingTest {

  @Test
  void it_looks_until_something_is_there() {
    var looks = new AtomicInteger();
    var waiting = new Waiting(Duration.ofSeconds(10), _ -> {});
    var found =
        waiting.until(
            "the second look",
            () -> new Look<>(Optional.of(looks.incrementAndGet()).filter(n -> n == 2), "one"));
    assertThat(found).isEqualTo(2);
  }

  @Test
  void it_says_what_it_awaited_and_saw_last_when_time_is_over() {
    var waiting = new Waiting(Duration.ZERO, _ -> {});
    assertThatThrownBy(() -> waiting.until("a proof", () -> new Look<>(Optional.empty(), "none")))
        .isInstanceOf(JourneyFailed.class)
        .hasMessage("awaited a proof for 0 s; seen last: none");
  }
}
