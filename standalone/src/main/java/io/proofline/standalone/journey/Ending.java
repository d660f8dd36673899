package io.proofline.standalone.journey;

/** How far a journey came. */
sealed interface Ending {

  /** To its last step. */
  record Arrived() implements Ending {}

  /**
   * A step did not go through.
   *
   * @param step its number, from 1
   * @param why what was awaited, and what was seen last
   */
  record Broke(int step, String sentence, String why) implements Ending {

    String told() {
      return "at step %d, \"%s\": %s".formatted(step, sentence, why);
    }
  }
}
