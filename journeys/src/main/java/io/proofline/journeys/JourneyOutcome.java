package io.proofline.journeys;

/** Result of a played journey. */
sealed interface JourneyOutcome {

  /** All steps passed. */
  record Passed() implements JourneyOutcome {}

  /**
   * A step failed.
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
