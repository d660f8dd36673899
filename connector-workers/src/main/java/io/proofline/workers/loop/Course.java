package io.proofline.workers.loop;

import io.github.resilience4j.core.IntervalFunction;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.Remedy;
import io.proofline.workers.work.Ending;
import java.time.Duration;

/** What follows which step: the rules of repeating, looking up and waiting. Keeps no state. */
final class Course {

  private static final String PERSON = "Look into the reason, then retry or discard the command";

  private static final int LONGEST_PAUSE = 30;

  private final LoopSettings settings;
  private final IntervalFunction pauses;

  Course(LoopSettings settings) {
    this.settings = settings;
    this.pauses =
        IntervalFunction.ofExponentialRandomBackoff(
            settings.repeatFirst(), 2.0, 0.5, settings.repeatMost());
  }

  /** What was made of it, and how far the command has come with that. */
  record Taken(Next next, Progress progress) {}

  /** As if the command itself were to blame for every silence. */
  Taken after(Step step, Ending ending, Progress progress) {
    return after(step, ending, progress, true);
  }

  /**
   * What follows a step.
   *
   * @param itsFault whether it counts against the command when the API gave no usable answer
   */
  Taken after(Step step, Ending ending, Progress progress, boolean itsFault) {
    return switch (ending) {
      case Ending.Finished(var result) -> new Taken(new Next.Done(result), progress.stepped());
      case Ending.Ready _ -> ready(step, progress);
      case Ending.NotYet(var cause) ->
          repeat(step == Step.CREATE ? Step.PREPARE : step, cause, progress.stumbled());
      case Ending.Hopeless(var reason, var nextStep) ->
          new Taken(new Next.Dead(reason, nextStep), progress);
      case Ending.Refused(var error) -> refused(step, error, progress, itsFault);
    };
  }

  private Taken ready(Step step, Progress progress) {
    return switch (step) {
      case PREPARE -> go(Step.START, Duration.ZERO, progress.stepped());
      case LOOK_UP -> lookedUpInVain(progress.lookedUp());
      case CREATE -> go(Step.PREPARE, Duration.ZERO, progress.stepped());
      case CALL, START ->
          dead("the worker for this kind ended without a result", "Report this", progress);
    };
  }

  private Taken lookedUpInVain(Progress progress) {
    if (progress.lookUps() < progress.lookUpsWanted()) {
      return go(Step.LOOK_UP, wait(progress.lookUps()), progress);
    }
    return progress.made() >= settings.attempts()
        ? dead(
            "asked %d times without an answer, and not found".formatted(progress.made()),
            "See in the account whether it is there; then retry or discard the command",
            progress)
        : go(Step.PREPARE, Duration.ZERO, progress);
  }

  private Taken refused(Step step, ApiError error, Progress progress, boolean itsFault) {
    if (step == Step.CREATE && error.mayHaveHappened()) {
      return lookFor(error, perhapsMade(progress, itsFault));
    }
    return switch (error.remedy()) {
      case GIVE_UP -> dead(error.text(), nextStep(error), progress);
      case REPEAT ->
          repeat(step, error.text(), itsFault ? progress.stumbled() : progress.wasExcused());
      case WAIT -> new Taken(new Next.Hold(restart(step), error), progress);
      case WAIT_ALONE -> repeat(restart(step), error.text(), progress.wasExcused());
    };
  }

  private Progress perhapsMade(Progress progress, boolean itsFault) {
    int wanted = settings.lookUpWaits().size();
    return itsFault ? progress.perhapsMade(wanted) : progress.perhapsMadeAndExcused(wanted);
  }

  private Taken lookFor(ApiError error, Progress progress) {
    return error.remedy() == Remedy.WAIT
        ? new Taken(new Next.Hold(Step.LOOK_UP, error), progress)
        : go(Step.LOOK_UP, wait(0), progress);
  }

  private Taken repeat(Step step, String cause, Progress failed) {
    return failed.stumbles() >= settings.attempts()
        ? dead("%s (%d times)".formatted(cause, failed.stumbles()), PERSON, failed)
        : go(step, Duration.ofMillis(pauses.apply(pauseOf(failed))), failed);
  }

  /** The pauses stop to grow long before; the number need not. */
  private static int pauseOf(Progress failed) {
    return Math.min(failed.tries(), LONGEST_PAUSE);
  }

  /** A call that creates needs a new STARTED entry for each time that it leaves. */
  private static Step restart(Step step) {
    return step == Step.CREATE ? Step.START : step;
  }

  private Duration wait(int lookUp) {
    var waits = settings.lookUpWaits();
    return waits.isEmpty() ? Duration.ZERO : waits.get(Math.min(lookUp, waits.size() - 1));
  }

  private static String nextStep(ApiError error) {
    return switch (error) {
      case ApiError.Missing _ -> "See whether it was deleted; then discard the command";
      default -> PERSON;
    };
  }

  private static Taken go(Step step, Duration pause, Progress progress) {
    return new Taken(new Next.Go(step, pause), progress);
  }

  private static Taken dead(String reason, String nextStep, Progress progress) {
    return new Taken(new Next.Dead(reason, nextStep), progress);
  }
}
