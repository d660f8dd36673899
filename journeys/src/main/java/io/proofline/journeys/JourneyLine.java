package io.proofline.journeys;

import java.util.List;
import java.util.function.Consumer;

/** A line of a journey: a step, or the mark before the first step that can't pass yet. */
sealed interface JourneyLine {

  /** Marks that the next step needs a part that is still missing. */
  static JourneyLine notYet(String missing) {
    return new NotYetMarker(missing);
  }

  /**
   * One action or expectation of a journey.
   *
   * @param sentence describes the step to a person
   * @param page where a person sees it
   * @param look what to see there
   */
  record Step(String sentence, SandboxPage page, String look, Consumer<JourneyRun> action)
      implements JourneyLine {

    static Step step(
        String sentence, SandboxPage sandboxPage, String look, Consumer<JourneyRun> action) {
      return new Step(sentence, sandboxPage, look, action);
    }

    /** Several steps that are shown as one. */
    static Step together(String sentence, SandboxPage sandboxPage, String look, Step... steps) {
      var all = List.of(steps);
      return new Step(
          sentence, sandboxPage, look, journeyRun -> all.forEach(step -> step.play(journeyRun)));
    }

    /**
     * Runs the action; returns when the awaited state is reached.
     *
     * @throws JourneyFailedException if the state is not reached in time
     */
    void play(JourneyRun journeyRun) {
      action.accept(journeyRun);
    }
  }

  /** The mark; see {@link #notYet}. */
  record NotYetMarker(String missing) implements JourneyLine {}
}
