package io.proofline.workers.call;

/**
 * What one API may be asked by this instance.
 *
 * @param callsPerSecond requests a second, a fifth of them kept for what serves no command
 * @param inFlight requests at once
 */
public record ApiLimits(double callsPerSecond, int inFlight) {

  /** Practically none. */
  public static final ApiLimits UNLIMITED = new ApiLimits(1_000_000, 10_000);

  /** Fewer could not be shared. */
  public static final int MIN_IN_FLIGHT = 3;

  public ApiLimits {
    if (!(callsPerSecond > 0)) {
      throw new IllegalArgumentException(
          "calls-per-second (%s) must be positive".formatted(callsPerSecond));
    }
    if (inFlight < MIN_IN_FLIGHT) {
      throw new IllegalArgumentException(
          "in-flight (%d) must be at least %d: one each for urgent, live and later calls"
              .formatted(inFlight, MIN_IN_FLIGHT));
    }
  }
}
