package io.proofline.journeys;

import io.proofline.journeys.JourneyLine.NotYetMarker;
import io.proofline.journeys.JourneyLine.Step;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A use case from its first to its last step, as a test that people can watch.
 *
 * @param scenario number of the scenario, such as S1
 */
record Journey(String scenario, String title, List<Step> steps, Claim claim) {

  Journey {
    steps = List.copyOf(steps);
  }

  /** Whether the journey is expected to pass. */
  sealed interface Claim {

    /** All steps must pass. */
    record Works() implements Claim {}

    /**
     * A part is missing.
     *
     * @param from number of the first step that needs the missing part
     */
    record NotYet(int from, String missing) implements Claim {}
  }

  /**
   * Creates a journey from its lines. {@link JourneyLine#notYet} precedes the first step that can't
   * pass yet.
   *
   * @throws IllegalArgumentException if there are two marks, or no step follows the mark
   */
  static Journey journey(String scenario, String title, JourneyLine... lines) {
    var steps = Arrays.stream(lines).filter(Step.class::isInstance).map(Step.class::cast).toList();
    return new Journey(scenario, title, steps, claim(title, List.of(lines)));
  }

  private static Claim claim(String title, List<JourneyLine> lines) {
    var marks =
        IntStream.range(0, lines.size())
            .filter(i -> lines.get(i) instanceof NotYetMarker)
            .toArray();
    if (marks.length > 1) {
      throw new IllegalArgumentException("'%s' has two 'not yet' marks".formatted(title));
    }
    if (lines.isEmpty() || lines.getLast() instanceof NotYetMarker) {
      throw new IllegalArgumentException("'%s' ends without a step".formatted(title));
    }
    return marks.length == 1 && lines.get(marks[0]) instanceof NotYetMarker(var missing)
        ? new Claim.NotYet(marks[0] + 1, missing)
        : new Claim.Works();
  }

  /** Such as {@code S1 selected by gallery}. */
  String name() {
    return scenario + " " + title;
  }

  boolean isClaimed() {
    return claim instanceof Claim.Works;
  }

  /**
   * Plays the steps in order, up to the first that fails. Faults and other changes are undone in
   * either case.
   */
  JourneyOutcome play(JourneyRun journeyRun, Audience audience) {
    try {
      return playSteps(journeyRun, audience);
    } finally {
      journeyRun.cleanUp();
    }
  }

  private JourneyOutcome playSteps(JourneyRun journeyRun, Audience audience) {
    for (int number = 1; number <= steps.size(); number++) {
      var step = steps.get(number - 1);
      audience.beforeStep(number, step);
      try {
        step.play(journeyRun);
      } catch (JourneyFailedException e) {
        return new JourneyOutcome.Failed(number, step.sentence(), String.valueOf(e.getMessage()));
      }
      audience.afterStep(step, journeyRun);
    }
    return new JourneyOutcome.Passed();
  }

  /** Callbacks before and after each step; they do nothing by default. */
  interface Audience {

    Audience NOBODY = new Audience() {};

    /** Numbers begin at 1. */
    default void beforeStep(int number, Step step) {}

    /** Called only if the step passed. */
    default void afterStep(Step step, JourneyRun journeyRun) {}
  }
}
