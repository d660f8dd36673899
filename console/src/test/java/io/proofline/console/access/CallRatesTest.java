package io.proofline.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CallRatesTest {

  private Instant now = Instant.parse("2026-11-29T08:00:00Z");

  @Test
  void a_token_may_make_the_calls_of_ten_seconds_at_once_and_then_one_after_another() {
    var rates = new CallRates(60, () -> now);
    for (int i = 0; i < 10; i++) {
      assertThat(rates.count("t")).isEmpty();
    }
    assertThat(rates.count("t")).hasValue(Duration.ofSeconds(1));
    assertThat(rates.count("other")).isEmpty();

    now = now.plusMillis(400);
    assertThat(rates.count("t")).hasValue(Duration.ofMillis(600));
    now = now.plusMillis(600);
    assertThat(rates.count("t")).isEmpty();
    assertThat(rates.count("t")).isPresent();
  }

  @Test
  void the_smallest_rate_is_one_call_a_minute() {
    var rates = new CallRates(1, () -> now);

    assertThat(rates.count("t")).isEmpty();
    assertThat(rates.count("t")).hasValue(Duration.ofMinutes(1));
  }

  @Test
  void zero_is_for_no_limit() {
    var rates = new CallRates(0, () -> now);
    for (int i = 0; i < 10_000; i++) {
      assertThat(rates.count("t")).isEmpty();
    }
  }
}
