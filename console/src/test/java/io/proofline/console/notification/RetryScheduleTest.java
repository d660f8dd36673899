package io.proofline.console.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryScheduleTest {

  private static final RetrySchedule SCHEDULE =
      new RetrySchedule(
          List.of(Duration.ofSeconds(5), Duration.ofMinutes(5)), 0.2, Duration.ofHours(1));

  @ParameterizedTest(name = "failure {0}, Retry-After {1}, chance {2}: {3}")
  @CsvSource({
    "1,        , 0, PT5S",
    "1,        , 1, PT6S",
    "2,        , 0, PT5M",
    "2,        , 1, PT6M",
    "3,        , 0, ",
    "1, PT30S  , 1, PT30S",
    "1, PT1S   , 0, PT5S",
    "1, PT-20S , 0, PT5S",
    "1, PT99H  , 0, PT1H",
    "3, PT30S  , 0, "
  })
  void the_delay_before_the_next_attempt(
      int failures, Duration retryAfter, double chance, Duration delay) {
    assertThat(SCHEDULE.delay(failures, retryAfter, chance).orElse(null)).isEqualTo(delay);
  }
}
