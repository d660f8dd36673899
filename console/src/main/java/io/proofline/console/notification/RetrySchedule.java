package io.proofline.console.notification;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The delays between the attempts to deliver an event.
 *
 * @param delays after the first failure, the second, and so on; after the last one the event is
 *     given up
 * @param jitter largest part of a delay that is added to it, so that many retries spread
 * @param longestRetryAfter largest delay that a receiver can ask for
 */
record RetrySchedule(List<Duration> delays, double jitter, Duration longestRetryAfter) {

  RetrySchedule {
    delays = List.copyOf(delays);
  }

  /**
   * The delay before the next attempt; empty if the event is given up.
   *
   * @param failures number of failed attempts, from 1
   * @param retryAfter the delay that the receiver asks for; null for none
   * @param random from 0 to 1
   */
  Optional<Duration> delay(int failures, @Nullable Duration retryAfter, double random) {
    if (failures > delays.size()) {
      return Optional.empty();
    }
    var planned = delays.get(failures - 1);
    var delay = planned.plusMillis(Math.round(planned.toMillis() * jitter * random));
    var asked = retryAfter == null ? Duration.ZERO : shorter(retryAfter, longestRetryAfter);
    return Optional.of(asked.compareTo(delay) > 0 ? asked : delay);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
