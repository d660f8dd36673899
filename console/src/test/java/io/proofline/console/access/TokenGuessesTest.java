package io.proofline.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenGuessesTest {

  private static final String HERE = "192.0.2.1";

  private Instant now = Instant.parse("2026-11-29T08:00:00Z");
  private final TokenGuesses guesses = new TokenGuesses(() -> now);

  @Test
  void a_few_mistakes_cost_nothing_and_further_ones_more_and_more_time() {
    var delays = IntStream.range(0, 12).mapToObj(_ -> guesses.guessed(HERE).toMillis()).toList();

    assertThat(delays)
        .containsExactly(0L, 0L, 0L, 0L, 100L, 200L, 400L, 800L, 1600L, 2000L, 2000L, 2000L);
  }

  @Test
  void each_lock_out_is_twice_as_long_up_to_a_quarter_of_an_hour() {
    assertThat(IntStream.range(0, 6).mapToObj(_ -> lockOut()).toList())
        .containsExactly(
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(4),
            Duration.ofMinutes(8),
            Duration.ofMinutes(15),
            Duration.ofMinutes(15));
  }

  private Duration lockOut() {
    for (int i = 0; i < TokenGuesses.GUESSES_UNTIL_LOCKED; i++) {
      assertThat(guesses.lockedUntil(HERE, "guess")).isEmpty();
      guesses.guessed(HERE);
    }
    var until = guesses.lockedUntil(HERE, "guess").orElseThrow();
    var time = Duration.between(now, until);
    now = until;
    return time;
  }

  @Test
  void a_lock_out_is_of_one_address_and_not_for_tokens_that_it_used_before() {
    guesses.accepted(HERE, "known");
    lockOut();
    now = now.minusSeconds(1);

    assertThat(guesses.lockedUntil(HERE, "guess")).isPresent();
    assertThat(guesses.lockedUntil(HERE, "known")).isEmpty();
    assertThat(guesses.lockedUntil("192.0.2.2", "guess")).isEmpty();
  }

  @Test
  void an_address_without_guesses_for_a_while_begins_anew() {
    lockOut();
    now = now.plus(Duration.ofMinutes(31));

    assertThat(guesses.guessed(HERE)).isZero();
    assertThat(IntStream.range(1, 20).mapToObj(_ -> guesses.guessed(HERE)).toList()).hasSize(19);
    assertThat(Duration.between(now, guesses.lockedUntil(HERE, "guess").orElseThrow()))
        .isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void what_is_remembered_is_bounded() {
    for (int i = 0; i < TokenGuesses.GUESSES_UNTIL_LOCKED; i++) {
      guesses.guessed(HERE);
    }
    for (int i = 0; i < 10_000; i++) {
      guesses.guessed("address-" + i);
    }

    assertThat(guesses.lockedUntil(HERE, "guess")).isEmpty();
    assertThat(guesses.lockedUntil("address-9999", "guess")).isEmpty();
  }
}
