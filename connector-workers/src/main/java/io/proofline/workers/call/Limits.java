package io.proofline.workers.call;

/**
 * What one API may be asked by this instance.
 *
 * @param callsPerSecond requests a second, a fifth of them kept for what serves no command
 * @param inFlight requests at once
 */
public record Limits(double callsPerSecond, int inFlight) {

  /** Practically none. */
  public static final Limits NONE = new Limits(1_000_000, 10_000);

  /** Fewer could not be shared. */
  public static final int FEWEST_IN_FLIGHT = 3;

  public Limits {
    if (!(callsPerSecond > 0)) {
      throw new IllegalArgumentException(
          "calls-per-second (%s) must be positive".formatted(callsPerSecond));
    }
    if (inFlight < FEWEST_IN_FLIGHT) {
      throw new IllegalArgumentException(
          "in-flight (%d) must be at least %d: one each for urgent, live and later calls"
              .formatted(inFlight, FEWEST_IN_FLIGHT));
    }
  }
}
