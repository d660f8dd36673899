package io.proofline.journeys.soak;

import java.time.Duration;

/**
 * Length, seed and fault level of a soak.
 *
 * @param length from the first action to the last; faults end {@link #FAULT_FREE_PHASE} earlier
 * @param seed determines the actions and the faults, but not their times
 */
public record SoakPlan(Duration length, long seed, FaultLevel faults) {

  /** Time for which users act after the last fault. */
  public static final Duration FAULT_FREE_PHASE = Duration.ofMinutes(1);

  /** Interval at which proofs are read again, so that lost webhooks are found before the end. */
  public static final Duration REREAD = Duration.ofSeconds(20);

  public SoakPlan {
    if (length.compareTo(FAULT_FREE_PHASE) <= 0) {
      throw new IllegalArgumentException(
          "a soak takes at least 2 minutes: its faults end a minute before its end");
    }
  }

  Duration faultPhase() {
    return length.minus(FAULT_FREE_PHASE);
  }
}
