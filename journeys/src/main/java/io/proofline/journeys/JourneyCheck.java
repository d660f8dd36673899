package io.proofline.journeys;

import io.proofline.journeys.Journey.Audience;
import io.proofline.journeys.Journey.Claim.NotYet;
import io.proofline.journeys.JourneyOutcome.Failed;
import io.proofline.journeys.JourneyOutcome.Passed;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Plays the journeys without a person, and reports each in a line: {@code demo --check}. */
public final class JourneyCheck {

  private static final String LISTED =
      "Not yet, and not played: the first step that can't pass, and the missing part"
          + " (--all plays these too)";
  private static final String TRIED = "Not yet, and not counted: the number of steps that pass";

  private final JourneyEnvironment journeyEnvironment;
  private final Consumer<String> out;

  JourneyCheck(JourneyEnvironment journeyEnvironment, Consumer<String> out) {
    this.journeyEnvironment = journeyEnvironment;
    this.out = out;
  }

  /**
   * Plays the claimed journeys, and lists the others.
   *
   * @param all whether to play the others too; they don't change the result
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

  /** Plays a claimed journey and reports its outcome. */
  boolean passes(Journey journey) {
    var timedRun = playTimed(journey);
    switch (timedRun.outcome()) {
      case Passed _ ->
          printLine(journey, "done", timedRun, String.join(", ", timedRun.run().notes()));
      case Failed failure ->
          printLine(
              journey,
              "FAILED",
              timedRun,
              "%s (%s)".formatted(failure.describe(), String.join(", ", timedRun.run().notes())));
    }
    return timedRun.outcome() instanceof Passed;
  }

  private void playNotYet(Journey journey) {
    var timedRun = playTimed(journey);
    switch (timedRun.outcome()) {
      case Passed _ -> printLine(journey, "passes", timedRun, "may be claimed: remove its mark");
      case Failed failure ->
          printLine(journey, "not yet", timedRun, describeProgress(journey, failure));
    }
  }

  private static String describeProgress(Journey journey, Failed failure) {
    var progress = "%d of %d steps; ".formatted(failure.step() - 1, journey.steps().size());
    var early = journey.claim() instanceof NotYet(int from, _) && failure.step() < from;
    return progress + (early ? "should have got further: " : "") + failure.describe();
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

  private record TimedRun(JourneyRun run, JourneyOutcome outcome, Duration time) {}
}
