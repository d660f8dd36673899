package io.proofline.workers.call;

import java.time.Duration;

/**
 * What is counted where requests leave. For each API
 *
 * <p>{@code wanted = left + stayed + waiting} and {@code left = answered + under way}
 *
 * <p>where {@code stayed} got no turn in time, and {@code answered} includes those that got none.
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

  /** A request left after it had waited for its turn. */
  void recordSent(Api api, CallPriority callPriority, Duration waited);

  /** A request got no turn in time and did not leave. */
  void recordTimedOut(Api api, CallPriority callPriority);

  /**
   * A request came to its end.
   *
   * @param answer {@code 2xx} to {@code 5xx}, {@code 429}, {@code none} or {@code unreached}
   */
  void recordCompleted(Api api, String answer, Duration took);
}
