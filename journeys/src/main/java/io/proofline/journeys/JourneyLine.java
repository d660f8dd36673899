package io.proofline.journeys;

import java.util.List;
import java.util.function.Consumer;

/** A line of a journey: a step, or the mark that what follows does not work yet. */
sealed interface JourneyLine {

  /** From here on the journey needs a part that is not there yet. */
  static JourneyLine notYet(String missing) {
    return new NotYetMarker(missing);
  }

  /**
   * One thing that is done or awaited.
   *
   * @param sentence what happens, as a person would tell it
   * @param page where a person sees it
   * @param look what to see there
   */
  record Step(String sentence, SandboxPage page, String look, Consumer<JourneyRun> action)
      implements JourneyLine {

    static Step step(
        String sentence, SandboxPage sandboxPage, String look, Consumer<JourneyRun> action) {
      return new Step(sentence, sandboxPage, look, action);
    }

    /** Several steps told as one. */
    static Step together(String sentence, SandboxPage sandboxPage, String look, Step... steps) {
      var all = List.of(steps);
      return new Step(
          sentence, sandboxPage, look, journeyRun -> all.forEach(step -> step.play(journeyRun)));
    }

    /**
     * Does it, and returns when what it awaits is there.
     *
     * @throws JourneyFailedException when it is not there in time
     */
    void play(JourneyRun journeyRun) {
      action.accept(journeyRun);
    }
  }

  /** The mark; see {@link #notYet}. */
  record NotYetMarker(String missing) implements JourneyLine {}
}
