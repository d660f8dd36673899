package io.proofline.journeys;

import io.proofline.journeys.Journey.Audience;
import io.proofline.journeys.Journey.Claim.NotYet;
import io.proofline.journeys.JourneyOutcome.Failed;
import io.proofline.journeys.JourneyOutcome.Passed;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Plays the journeys without a person, telling each in a line. */
public final class JourneyCheck {

  private static final String LISTED =
      "Not yet, and not played: the first step that can't go through, and what is missing"
          + " (--all plays these too)";
  private static final String TRIED = "Not yet, and not counted: how far each comes";

  private final JourneyEnvironment journeyEnvironment;
  private final Consumer<String> out;

  JourneyCheck(JourneyEnvironment journeyEnvironment, Consumer<String> out) {
    this.journeyEnvironment = journeyEnvironment;
    this.out = out;
  }

  /**
   * Plays those that are claimed to work, and lists the others.
   *
   * @param all whether to play the others too, to see how far each comes
   */
  public static JourneyResults run(DemoAddresses at, boolean all, Consumer<String> out) {
    try (var journeyEnvironment =
        new JourneyEnvironment(at, new PollingWait(PollingWait.DEFAULT_TIMEOUT, out))) {
      return new JourneyCheck(journeyEnvironment, out).play(JourneyCatalog.ALL, all);
    }
  }

  JourneyResults play(List<Journey> journeys, boolean all) {
    var claimed = JourneyCatalog.claimed(journeys);
    int failed = (int) claimed.stream().filter(journey -> !passes(journey)).count();
    var others = JourneyCatalog.notYet(journeys);
    if (!others.isEmpty()) {
      out.accept("");
      out.accept(all ? TRIED : LISTED);
      others.forEach(all ? this::playNotYet : this::list);
    }
    return new JourneyResults(claimed.size(), failed);
  }

  /** Plays a claimed journey and tells how it ended. */
  boolean passes(Journey journey) {
    var timedRun = playTimed(journey);
    switch (timedRun.ending()) {
      case Passed _ ->
          printLine(journey, "done", timedRun, String.join(", ", timedRun.scene().notes()));
      case Failed broke ->
          printLine(
              journey,
              "FAILED",
              timedRun,
              "%s (%s)".formatted(broke.describe(), String.join(", ", timedRun.scene().notes())));
    }
    return timedRun.ending() instanceof Passed;
  }

  private void playNotYet(Journey journey) {
    var timedRun = playTimed(journey);
    switch (timedRun.ending()) {
      case Passed _ -> printLine(journey, "passes", timedRun, "may be claimed: take its mark away");
      case Failed broke ->
          printLine(journey, "not yet", timedRun, describeProgress(journey, broke));
    }
  }

  private static String describeProgress(Journey journey, Failed broke) {
    var came = "%d of %d steps; ".formatted(broke.step() - 1, journey.steps().size());
    var early = journey.claim() instanceof NotYet(int from, _) && broke.step() < from;
    return came + (early ? "should have come further: " : "") + broke.describe();
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

  private TimedRun playTimed(Journey journey) {
    long start = System.nanoTime();
    var journeyRun = new JourneyRun(journeyEnvironment);
    var journeyOutcome = journey.play(journeyRun, Audience.NOBODY);
    return new TimedRun(journeyRun, journeyOutcome, Duration.ofNanos(System.nanoTime() - start));
  }

  private void printLine(Journey journey, String how, TimedRun timedRun, String what) {
    double seconds = timedRun.time().toMillis() / 1e3;
    out.accept(
        "%s  %-28s  %-7s %5.1f s  %s"
            .formatted(journey.scenario(), journey.title(), how, seconds, what));
  }

  private record TimedRun(JourneyRun scene, JourneyOutcome ending, Duration time) {}
}
