package io.proofline.workers.call;

/**
 * Limits of this instance's requests to one API.
 *
 * @param callsPerSecond requests per second, a fifth of them reserved for requests outside
 *     commands, such as the poller's
 * @param inFlight requests at once; at least {@value #MIN_IN_FLIGHT}
 */
public record ApiLimits(double callsPerSecond, int inFlight) {

  /** Limits too high to be reached. */
  public static final ApiLimits UNLIMITED = new ApiLimits(1_000_000, 10_000);

  /** Fewer can't be divided among priorities. */
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
