package io.proofline.journeys;

/**
 * Counts of the played journeys that are claimed to work; the others are not counted.
 *
 * @param played number of played journeys
 * @param failed number of those that failed
 */
public record JourneyResults(int played, int failed) {

  /** Exit code for the command line: 0 if no claimed journey failed, else 1. */
  public int exitCode() {
    return failed == 0 ? 0 : 1;
  }

  /** Summary as a sentence. */
  public String summary() {
    return failed == 0
        ? "All %d journeys that are claimed to work passed.".formatted(played)
        : "%d of the %d journeys that are claimed to work failed.".formatted(failed, played);
  }
}
