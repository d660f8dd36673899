package io.proofline.journeys.soak;

import java.time.Duration;

/**
 * What a soak is to be like.
 *
 * @param length from the first deed to the last; faults end {@link #FAULT_FREE_PHASE} before
 * @param seed the same one draws the same deeds and the same faults, though not at the same moments
 */
public record SoakPlan(Duration length, long seed, FaultLevel faults) {

  /** How long people go on after the last fault. */
  public static final Duration FAULT_FREE_PHASE = Duration.ofMinutes(1);

  /** How often a proof is read again: losses are found before the end. */
  public static final Duration REREAD = Duration.ofSeconds(20);

  public SoakPlan {
    if (length.compareTo(FAULT_FREE_PHASE) <= 0) {
      throw new IllegalArgumentException(
          "a soak takes at least 2 minutes, as its faults end a minute before it does");
    }
  }

  Duration faultPhase() {
    return length.minus(FAULT_FREE_PHASE);
  }
}
