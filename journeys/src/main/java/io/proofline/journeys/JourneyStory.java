package io.proofline.journeys;

import io.proofline.journeys.Journey.Audience;
import io.proofline.journeys.JourneyLine.Step;
import io.proofline.journeys.JourneyOutcome.Failed;
import io.proofline.journeys.JourneyOutcome.Passed;
import java.util.List;
import java.util.function.Consumer;

/** Plays the claimed journeys slowly, for a person who watches the pages: {@code demo --story}. */
public final class JourneyStory {

  private final JourneyEnvironment journeyEnvironment;
  private final StoryPace storyPace;
  private final Consumer<String> out;

  JourneyStory(JourneyEnvironment journeyEnvironment, StoryPace storyPace, Consumer<String> out) {
    this.journeyEnvironment = journeyEnvironment;
    this.storyPace = storyPace;
    this.out = out;
  }

  /** Plays all claimed journeys and returns the counts. */
  public static JourneyResults play(DemoAddresses at, StoryPace storyPace, Consumer<String> out) {
    try (var journeyEnvironment =
        new JourneyEnvironment(at, new PollingWait(PollingWait.DEFAULT_TIMEOUT, out))) {
      return new JourneyStory(journeyEnvironment, storyPace, out)
          .play(JourneyCatalog.claimed(JourneyCatalog.ALL));
    }
  }

  JourneyResults play(List<Journey> journeys) {
    int failed = 0;
    for (int i = 0; i < journeys.size(); i++) {
      var journey = journeys.get(i);
      out.accept(title(i + 1, journeys));
      failed += passes(journey) ? 0 : 1;
    }
    return new JourneyResults(journeys.size(), failed);
  }

  private static String title(int number, List<Journey> journeys) {
    var journey = journeys.get(number - 1);
    return "%n── %d of %d: %s, %s ──"
        .formatted(number, journeys.size(), journey.scenario(), journey.title());
  }

  private boolean passes(Journey journey) {
    return switch (journey.play(
        new JourneyRun(journeyEnvironment), new Narrator(journey.steps().size()))) {
      case Passed _ -> true;
      case Failed failure -> {
        out.accept("  FAILED " + failure.describe());
        yield false;
      }
    };
  }

  /** Prints each step before it is played, and the page to look at afterwards. */
  private final class Narrator implements Audience {

    private final int steps;

    Narrator(int steps) {
      this.steps = steps;
    }

    @Override
    public void beforeStep(int number, Step step) {
      out.accept(
          "%n  %d/%d  %s".formatted(number, steps, Capitalization.capitalize(step.sentence())));
    }

    @Override
    public void afterStep(Step step, JourneyRun journeyRun) {
      out.accept("       look at  " + journeyEnvironment.pageAddress(step.page(), journeyRun));
      out.accept("       and see  " + step.look());
      storyPace.pause();
    }
  }
}
