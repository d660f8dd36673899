package io.proofline.workers.execution;

import io.github.resilience4j.core.IntervalFunction;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.Remedy;
import io.proofline.workers.work.StepResult;
import java.time.Duration;

/**
 * Decides how a command continues after a step: with the next step, a retry after an exponential
 * random backoff, a look-up of the result of a creating call, a wait for its API, or its outcome.
 * Stateless.
 */
final class CommandRetryPolicy {

  private static final String DEFAULT_ADVICE = "Find the cause, then retry or discard the command";

  private static final int MAX_BACKOFF_EXPONENT = 30;

  private final CommandLoopSettings settings;
  private final IntervalFunction backoff;

  CommandRetryPolicy(CommandLoopSettings settings) {
    this.settings = settings;
    this.backoff =
        IntervalFunction.ofExponentialRandomBackoff(
            settings.initialRetryDelay(), 2.0, 0.5, settings.maxRetryDelay());
  }

  /** The continuation of the command, and its counters after the step. */
  record RetryDecision(CommandTransition transition, CommandProgress progress) {}

  /** As the other, with every unanswered request counted against the command. */
  RetryDecision decide(
      CommandStep commandStep, StepResult stepResult, CommandProgress commandProgress) {
    return decide(commandStep, stepResult, commandProgress, true);
  }

  /**
   * Decides how the command continues.
   *
   * @param countsAgainstCommand whether an unanswered request counts against the command instead of
   *     its API
   */
  RetryDecision decide(
      CommandStep commandStep,
      StepResult stepResult,
      CommandProgress commandProgress,
      boolean countsAgainstCommand) {
    return switch (stepResult) {
      case StepResult.Done(var commandResult) ->
          new RetryDecision(
              new CommandTransition.Done(commandResult), commandProgress.withStepDone());
      case StepResult.Ready _ -> afterReady(commandStep, commandProgress);
      case StepResult.RetryLater(var cause) ->
          retry(
              commandStep == CommandStep.CREATE ? CommandStep.PREPARE : commandStep,
              cause,
              commandProgress.withCommandFailure());
      case StepResult.Dead(var reason, var nextStep) ->
          new RetryDecision(new CommandTransition.Dead(reason, nextStep), commandProgress);
      case StepResult.ApiFailure(var error) ->
          afterApiFailure(commandStep, error, commandProgress, countsAgainstCommand);
    };
  }

  private RetryDecision afterReady(CommandStep commandStep, CommandProgress commandProgress) {
    return switch (commandStep) {
      case PREPARE -> runAfter(CommandStep.START, Duration.ZERO, commandProgress.withStepDone());
      case LOOK_UP -> afterEmptyLookUp(commandProgress.withEmptyLookUp());
      case CREATE -> runAfter(CommandStep.PREPARE, Duration.ZERO, commandProgress.withStepDone());
      case CALL, START ->
          dead("the worker for this kind ended without a result", "Report this", commandProgress);
    };
  }

  private RetryDecision afterEmptyLookUp(CommandProgress commandProgress) {
    if (commandProgress.emptyLookUps() < commandProgress.requiredLookUps()) {
      return runAfter(
          CommandStep.LOOK_UP, lookUpDelay(commandProgress.emptyLookUps()), commandProgress);
    }
    return commandProgress.possibleCreates() >= settings.maxAttempts()
        ? dead(
            "sent %d times without an answer, and not found"
                .formatted(commandProgress.possibleCreates()),
            "Check in the account whether it exists; then retry or discard the command",
            commandProgress)
        : runAfter(CommandStep.PREPARE, Duration.ZERO, commandProgress);
  }

  private RetryDecision afterApiFailure(
      CommandStep commandStep,
      ApiError error,
      CommandProgress commandProgress,
      boolean countsAgainstCommand) {
    if (commandStep == CommandStep.CREATE && error.mayHaveTakenEffect()) {
      return lookUpAfter(error, withPossibleCreate(commandProgress, countsAgainstCommand));
    }
    if (error.isTemporaryRefusal()) {
      return retry(retryStep(commandStep), error.text(), commandProgress.withCommandFailure());
    }
    return switch (error.remedy()) {
      case GIVE_UP -> dead(error.text(), adviceFor(error), commandProgress);
      case RETRY ->
          retry(
              commandStep,
              error.text(),
              countsAgainstCommand
                  ? commandProgress.withCommandFailure()
                  : commandProgress.withApiFailure());
      case PAUSE_API ->
          new RetryDecision(
              new CommandTransition.AwaitApi(retryStep(commandStep), error), commandProgress);
      case PAUSE_COMMAND ->
          retry(retryStep(commandStep), error.text(), commandProgress.withApiFailure());
    };
  }

  private CommandProgress withPossibleCreate(
      CommandProgress commandProgress, boolean countsAgainstCommand) {
    int lookUps = settings.lookUpDelays().size();
    return countsAgainstCommand
        ? commandProgress.withPossibleCreate(lookUps)
        : commandProgress.withPossibleCreateBlamedOnApi(lookUps);
  }

  private RetryDecision lookUpAfter(ApiError error, CommandProgress commandProgress) {
    return error.remedy() == Remedy.PAUSE_API
        ? new RetryDecision(
            new CommandTransition.AwaitApi(CommandStep.LOOK_UP, error), commandProgress)
        : runAfter(CommandStep.LOOK_UP, lookUpDelay(0), commandProgress);
  }

  private RetryDecision retry(CommandStep commandStep, String cause, CommandProgress failed) {
    return failed.commandFailures() >= settings.maxAttempts()
        ? dead("%s (%d times)".formatted(cause, failed.commandFailures()), DEFAULT_ADVICE, failed)
        : runAfter(commandStep, Duration.ofMillis(backoff.apply(backoffExponent(failed))), failed);
  }

  /** Delays reach their maximum long before; the count may grow further. */
  private static int backoffExponent(CommandProgress failed) {
    return Math.min(failed.failuresInARow(), MAX_BACKOFF_EXPONENT);
  }

  /** Every creating call needs a STARTED entry of its own. */
  private static CommandStep retryStep(CommandStep commandStep) {
    return commandStep == CommandStep.CREATE ? CommandStep.START : commandStep;
  }

  private Duration lookUpDelay(int lookUp) {
    var delays = settings.lookUpDelays();
    return delays.isEmpty() ? Duration.ZERO : delays.get(Math.min(lookUp, delays.size() - 1));
  }

  private static String adviceFor(ApiError error) {
    return switch (error) {
      case ApiError.NotFound _ -> "Check whether it was deleted; then discard the command";
      default -> DEFAULT_ADVICE;
    };
  }

  private static RetryDecision runAfter(
      CommandStep commandStep, Duration pause, CommandProgress commandProgress) {
    return new RetryDecision(new CommandTransition.RunAfter(commandStep, pause), commandProgress);
  }

  private static RetryDecision dead(
      String reason, String nextStep, CommandProgress commandProgress) {
    return new RetryDecision(new CommandTransition.Dead(reason, nextStep), commandProgress);
  }
}
