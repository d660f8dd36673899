package io.proofline.console.web;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/** Waits on the virtual thread of a call, which looks ten times a second. */
public final class PollingWait {

  private static final Duration INTERVAL = Duration.ofMillis(100);

  private PollingWait() {}

  /**
   * Waits until a condition holds.
   *
   * @return false if it does not hold when the time is over, or if the thread is interrupted
   */
  public static boolean until(InstantSource clock, Duration atMost, BooleanSupplier condition) {
    var end = clock.instant().plus(atMost);
    try {
      while (!condition.getAsBoolean()) {
        if (!clock.instant().isBefore(end)) {
          return false;
        }
        Thread.sleep(INTERVAL);
      }
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
