package io.proofline.workers.call;

import static io.proofline.workers.call.CallPriority.KEPT;
import static io.proofline.workers.call.CallPriority.LATER;
import static io.proofline.workers.call.CallPriority.LIVE;
import static io.proofline.workers.call.CallPriority.URGENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RateLimitStateTest {

  private static final long SECOND = 1_000_000_000;

  static Stream<Arguments> rows() {
    return Stream.of(
        Arguments.of("later requests leave two of four permits", LATER, 2),
        Arguments.of("live requests leave one of four permits", LIVE, 3),
        Arguments.of("urgent requests may use all permits", URGENT, 4),
        Arguments.of("requests outside commands may have all", KEPT, 4));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void in_flight_limit_of_each_priority(String name, CallPriority callPriority, int most) {
    var rateLimitState = new RateLimitState(new ApiLimits(1_000, 4), 0);
    assertThat(send(rateLimitState, callPriority, 10, 0)).isEqualTo(most);
  }

  @Test
  void an_urgent_request_is_sent_beside_the_maximum_of_live_and_later_ones() {
    var rateLimitState = new RateLimitState(new ApiLimits(1_000, 4), 0);
    send(rateLimitState, LATER, 10, 0);
    send(rateLimitState, LIVE, 10, 0);
    assertThat(rateLimitState.allows(LIVE, false, 0)).isFalse();
    assertThat(rateLimitState.allows(URGENT, false, 0)).isTrue();
  }

  @Test
  void four_fifths_of_the_rate_are_for_commands_and_refill_steadily() {
    var rateLimitState = new RateLimitState(new ApiLimits(10, 1_000), 0);
    assertThat(send(rateLimitState, LIVE, 100, 0)).isEqualTo(8);
    assertThat(send(rateLimitState, LIVE, 100, SECOND / 2)).isEqualTo(4);
    assertThat(rateLimitState.nanosUntil(LIVE, SECOND / 2)).isEqualTo(SECOND / 8);
  }

  @Test
  void the_reserved_share_is_available_regardless_of_the_tokens_that_commands_used() {
    var rateLimitState = new RateLimitState(new ApiLimits(10, 1_000), 0);
    send(rateLimitState, LIVE, 100, 0);
    assertThat(send(rateLimitState, KEPT, 100, 0)).isEqualTo(2);
    assertThat(rateLimitState.allows(LIVE, false, 0)).isFalse();
  }

  @Test
  void unused_tokens_of_commands_are_available_while_no_command_waits() {
    var rateLimitState = new RateLimitState(new ApiLimits(10, 1_000), 0);
    send(rateLimitState, KEPT, 2, 0);
    assertThat(rateLimitState.allows(KEPT, true, 0)).isFalse();
    assertThat(rateLimitState.allows(KEPT, false, 0)).isTrue();
  }

  @Test
  void later_requests_leave_a_quarter_of_the_saved_tokens_to_live_ones() {
    var rateLimitState = new RateLimitState(new ApiLimits(10, 1_000), 0);
    assertThat(send(rateLimitState, LATER, 100, 0)).isEqualTo(6);
    assertThat(send(rateLimitState, LIVE, 100, 0)).isEqualTo(2);
  }

  @Test
  void at_a_rate_below_one_per_second_each_priority_is_sent_in_time() {
    for (CallPriority callPriority : CallPriority.values()) {
      var rateLimitState = new RateLimitState(new ApiLimits(0.5, 4), 0);
      send(rateLimitState, callPriority, 10, 0);
      rateLimitState.release(callPriority);
      assertThat(rateLimitState.allows(callPriority, false, 60 * SECOND))
          .as(callPriority.name())
          .isTrue();
    }
  }

  @Test
  void an_api_that_asked_to_wait_gets_no_request() {
    var rateLimitState = new RateLimitState(new ApiLimits(10, 4), 0);
    rateLimitState.pauseUntil(2 * SECOND);
    assertThat(rateLimitState.allows(URGENT, false, 2 * SECOND - 1)).isFalse();
    assertThat(rateLimitState.nanosUntil(URGENT, SECOND)).isEqualTo(SECOND);
    assertThat(rateLimitState.allows(URGENT, false, 2 * SECOND)).isTrue();
  }

  @Test
  void a_nearly_used_limit_is_reserved_for_urgent_and_live_requests() {
    var rateLimitState = new RateLimitState(new ApiLimits(10, 4), 0);
    rateLimitState.pauseBackgroundUntil(SECOND);
    assertThat(rateLimitState.allows(LIVE, false, 0)).isTrue();
    assertThat(rateLimitState.allows(LATER, false, 0)).isFalse();
    assertThat(rateLimitState.allows(KEPT, false, 0)).isFalse();
  }

  private static int send(
      RateLimitState rateLimitState, CallPriority callPriority, int wanted, long now) {
    return (int)
        IntStream.range(0, wanted)
            .takeWhile(_ -> rateLimitState.allows(callPriority, false, now))
            .peek(_ -> rateLimitState.acquire(callPriority, now))
            .count();
  }
}
