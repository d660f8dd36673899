package io.proofline.journeys;

/** How far a journey came. */
sealed interface JourneyOutcome {

  /** To its last step. */
  record Passed() implements JourneyOutcome {}

  /**
   * A step did not go through.
   *
   * @param step its number, from 1
   * @param why the awaited state, and the last state seen
   */
  record Failed(int step, String sentence, String why) implements JourneyOutcome {

    String describe() {
      return "at step %d, \"%s\": %s".formatted(step, sentence, why);
    }
  }
}
