package io.proofline.journeys;

/**
 * What became of the journeys that are claimed to work; the others do not count.
 *
 * @param played how many there were
 * @param failed how many of them did not go through
 */
public record JourneyResults(int played, int failed) {

  /** For a command line: 0 when what is claimed works, else 1. */
  public int exitCode() {
    return failed == 0 ? 0 : 1;
  }

  /** In a sentence. */
  public String summary() {
    return failed == 0
        ? "All %d journeys that are claimed to work went through.".formatted(played)
        : "%d of the %d journeys that are claimed to work failed.".formatted(failed, played);
  }
}
