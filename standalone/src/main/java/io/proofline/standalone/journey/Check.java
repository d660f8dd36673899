package io.proofline.standalone.journey;

import io.proofline.standalone.Addresses;
import io.proofline.standalone.journey.Ending.Arrived;
import io.proofline.standalone.journey.Ending.Broke;
import io.proofline.standalone.journey.Journey.Audience;
import io.proofline.standalone.journey.Journey.Claim.NotYet;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Plays the journeys without a person, telling each in a line. */
public final class Check {

  private static final String LISTED =
      "Not yet, and not played: the first step that can't go through, and what is missing"
          + " (--all plays these too)";
  private static final String TRIED = "Not yet, and not counted: how far each comes";

  private final World world;
  private final Consumer<String> out;

  Check(World world, Consumer<String> out) {
    this.world = world;
    this.out = out;
  }

  /**
   * Plays those that are claimed to work, and lists the others.
   *
   * @param all whether to play the others too, to see how far each comes
   */
  public static Result run(Addresses at, boolean all, Consumer<String> out) {
    try (var world = new World(at, new Waiting(Waiting.LIMIT, out))) {
      return new Check(world, out).play(Journeys.ALL, all);
    }
  }

  Result play(List<Journey> journeys, boolean all) {
    var claimed = Journeys.claimed(journeys);
    int failed = (int) claimed.stream().filter(journey -> !goesThrough(journey)).count();
    var others = Journeys.notYet(journeys);
    if (!others.isEmpty()) {
      out.accept("");
      out.accept(all ? TRIED : LISTED);
      others.forEach(all ? this::tryOut : this::list);
    }
    return new Result(claimed.size(), failed);
  }

  /** Plays a claimed journey and tells how it ended. */
  boolean goesThrough(Journey journey) {
    var played = played(journey);
    switch (played.ending()) {
      case Arrived _ -> tell(journey, "done", played, String.join(", ", played.scene().seen()));
      case Broke broke ->
          tell(
              journey,
              "FAILED",
              played,
              "%s (%s)".formatted(broke.told(), String.join(", ", played.scene().seen())));
    }
    return played.ending() instanceof Arrived;
  }

  private void tryOut(Journey journey) {
    var played = played(journey);
    switch (played.ending()) {
      case Arrived _ -> tell(journey, "passes", played, "may be claimed: take its mark away");
      case Broke broke -> tell(journey, "not yet", played, came(journey, broke));
    }
  }

  private static String came(Journey journey, Broke broke) {
    var came = "%d of %d steps; ".formatted(broke.step() - 1, journey.steps().size());
    var early = journey.claim() instanceof NotYet(int from, _) && broke.step() < from;
    return came + (early ? "should have come further: " : "") + broke.told();
  }

  private void list(Journey journey) {
    if (journey.claim() instanceof NotYet(int from, var missing)) {
      var sentence = journey.steps().get(from - 1).sentence();
      out.accept(
          "%s  %-28s  step %d of %d, \"%s\": %s"
              .formatted(
                  journey.scenario(),
                  journey.title(),
                  from,
                  journey.steps().size(),
                  sentence,
                  missing));
    }
  }

  private Played played(Journey journey) {
    long start = System.nanoTime();
    var scene = new Scene(world);
    var ending = journey.play(scene, Audience.NOBODY);
    return new Played(scene, ending, Duration.ofNanos(System.nanoTime() - start));
  }

  private void tell(Journey journey, String how, Played played, String what) {
    double seconds = played.time().toMillis() / 1e3;
    out.accept(
        "%s  %-28s  %-7s %5.1f s  %s"
            .formatted(journey.scenario(), journey.title(), how, seconds, what));
  }

  private record Played(Scene scene, Ending ending, Duration time) {}
}
