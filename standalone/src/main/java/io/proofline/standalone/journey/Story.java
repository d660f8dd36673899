package io.proofline.standalone.journey;

import io.proofline.standalone.Addresses;
import io.proofline.standalone.journey.Ending.Arrived;
import io.proofline.standalone.journey.Ending.Broke;
import io.proofline.standalone.journey.Journey.Audience;
import io.proofline.standalone.journey.Line.Step;
import java.util.List;
import java.util.function.Consumer;

/** Plays the claimed journeys slowly, for somebody who watches the pages meanwhile. */
public final class Story {

  private final World world;
  private final Pace pace;
  private final Consumer<String> out;

  Story(World world, Pace pace, Consumer<String> out) {
    this.world = world;
    this.pace = pace;
    this.out = out;
  }

  /** Tells all that is claimed to work, and says at the end how it went. */
  public static Result tell(Addresses at, Pace pace, Consumer<String> out) {
    try (var world = new World(at, new Waiting(Waiting.LIMIT, out))) {
      return new Story(world, pace, out).tell(Journeys.claimed(Journeys.ALL));
    }
  }

  Result tell(List<Journey> journeys) {
    int failed = 0;
    for (int i = 0; i < journeys.size(); i++) {
      var journey = journeys.get(i);
      out.accept(title(i + 1, journeys));
      failed += isTold(journey) ? 0 : 1;
    }
    return new Result(journeys.size(), failed);
  }

  private static String title(int number, List<Journey> journeys) {
    var journey = journeys.get(number - 1);
    return "%n── %d of %d: %s, %s ──"
        .formatted(number, journeys.size(), journey.scenario(), journey.title());
  }

  private boolean isTold(Journey journey) {
    return switch (journey.play(new Scene(world), new Narrator(journey.steps().size()))) {
      case Arrived _ -> true;
      case Broke broke -> {
        out.accept("  FAILED " + broke.told());
        yield false;
      }
    };
  }

  /** Says what happens before it does, and where to look after. */
  private final class Narrator implements Audience {

    private final int steps;

    Narrator(int steps) {
      this.steps = steps;
    }

    @Override
    public void beforeStep(int number, Step step) {
      out.accept("%n  %d/%d  %s".formatted(number, steps, Words.capitalised(step.sentence())));
    }

    @Override
    public void afterStep(Step step, Scene scene) {
      out.accept("       look at  " + world.address(step.page(), scene));
      out.accept("       and see  " + step.look());
      pace.rest();
    }
  }
}
