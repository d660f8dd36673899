package io.proofline.standalone.journey;

import java.util.List;
import java.util.function.Consumer;

/** A line of a journey: a step, or the mark that what follows does not work yet. */
sealed interface Line {

  /** From here on the journey needs a part that is not there yet. */
  static Line notYet(String missing) {
    return new Gap(missing);
  }

  /**
   * One thing that is done or awaited.
   *
   * @param sentence what happens, as a person would tell it
   * @param page where a person sees it
   * @param look what to see there
   */
  record Step(String sentence, Page page, String look, Consumer<Scene> action) implements Line {

    static Step step(String sentence, Page page, String look, Consumer<Scene> action) {
      return new Step(sentence, page, look, action);
    }

    /** Several steps told as one. */
    static Step together(String sentence, Page page, String look, Step... steps) {
      var all = List.of(steps);
      return new Step(sentence, page, look, scene -> all.forEach(step -> step.play(scene)));
    }

    /**
     * Does it, and returns when what it awaits is there.
     *
     * @throws JourneyFailed when it is not there in time
     */
    void play(Scene scene) {
      action.accept(scene);
    }
  }

  /** The mark; see {@link #notYet}. */
  record Gap(String missing) implements Line {}
}
