package io.proofline.workers.call;

import java.time.Duration;

/**
 * Counters of requests at the rate limiter. For each API
 *
 * <p>{@code requested = sent + timed out + waiting} and {@code sent = completed + in flight}
 *
 * <p>where {@code timed out} reached its deadline while it waited, and {@code completed} includes
 * unanswered requests.
 */
public interface CallMetrics {

  /** Counts nothing. */
  CallMetrics NONE =
      new CallMetrics() {
        @Override
        public void recordSent(Api api, CallPriority callPriority, Duration waited) {}

        @Override
        public void recordTimedOut(Api api, CallPriority callPriority) {}

        @Override
        public void recordCompleted(Api api, String answer, Duration took) {}
      };

  /** A request was sent after it had waited. */
  void recordSent(Api api, CallPriority callPriority, Duration waited);

  /** A request reached its deadline while it waited, and was not sent. */
  void recordTimedOut(Api api, CallPriority callPriority);

  /**
   * A request was answered, or failed.
   *
   * @param answer {@code 2xx} to {@code 5xx}, {@code 429}, {@code none} or {@code unreached}
   */
  void recordCompleted(Api api, String answer, Duration took);
}
