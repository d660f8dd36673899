package io.proofline.workers.execution;

import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.Forbidden;
import io.proofline.workers.call.ApiError.NoUsableResponse;
import io.proofline.workers.call.ApiError.Remedy;
import io.proofline.workers.execution.CompletedStep.Completion;
import io.proofline.workers.work.Clocks;
import io.proofline.workers.work.StepResult;
import java.time.Duration;

/**
 * From a step that came back to what follows: what it says about its API, whom to blame for a
 * silence, the next step or the end. Only the poll thread touches it.
 */
final class StepCompletionHandler {

  private final CommandRetryPolicy retryPolicy;
  private final AssignedPartitions partitions;
  private final CircuitBreakers breakers;
  private final FailureAttribution attribution;
  private final OutcomeTransaction outcomeTransaction;
  private final Clocks clocks;

  StepCompletionHandler(
      CommandRetryPolicy retryPolicy,
      AssignedPartitions partitions,
      CircuitBreakers breakers,
      FailureAttribution attribution,
      OutcomeTransaction outcomeTransaction,
      Clocks clocks) {
    this.retryPolicy = retryPolicy;
    this.partitions = partitions;
    this.breakers = breakers;
    this.attribution = attribution;
    this.outcomeTransaction = outcomeTransaction;
    this.clocks = clocks;
  }

  void handle(CompletedStep completed) {
    var run = completed.run();
    boolean countsAgainstCommand = recordApiState(completed);
    breakers.releaseTrial(run, completed.api());
    if (completed.completion()
            instanceof Completion.Returned(StepResult.ApiFailure(Forbidden because))
        && partitions.owns(run)) {
      breakers.recordForbidden(run, because);
    } else {
      breakers.clearForbidden(run);
    }
    if (!partitions.owns(run)) {
      attribution.forget(run);
      return; // its partition has another owner now, whom the ledger tells
    }
    switch (completed.completion()) {
      case Completion.NotSent() ->
          handle(completed, new CommandTransition.RunAfter(CommandStep.START, Duration.ZERO));
      case Completion.Returned(var result) -> handle(completed, result, countsAgainstCommand);
      case Completion.Threw(var exception) -> {
        var cause = "unexpected %s on our side".formatted(exception);
        handle(
            completed,
            new StepResult.ApiFailure(new NoUsableResponse(completed.api(), cause)),
            true);
      }
    }
  }

  private void handle(CompletedStep completed, StepResult result, boolean countsAgainstCommand) {
    var run = completed.run();
    run.recordAttempt(completed.startedAt(), completed.step() + ": " + StepResultText.text(result));
    var retryDecision =
        retryPolicy.decide(completed.step(), result, run.progress, countsAgainstCommand);
    run.progress = retryDecision.progress();
    handle(completed, retryDecision.transition());
  }

  private void handle(CompletedStep completed, CommandTransition commandTransition) {
    switch (commandTransition) {
      case CommandTransition.RunAfter(var commandStep, var pause) ->
          schedule(completed, commandStep, pause);
      case CommandTransition.AwaitApi(var commandStep, _) ->
          schedule(completed, commandStep, Duration.ZERO);
      case CommandTransition.Terminal terminal -> conclude(completed, terminal);
    }
  }

  private void schedule(CompletedStep completed, CommandStep commandStep, Duration pause) {
    var run = completed.run();
    run.step = commandStep;
    run.notBefore = clocks.deadlineAfter(pause);
    if (run.overtakenReason != null) {
      conclude(completed, CommandTransition.Overtaken.of(run));
    }
  }

  private void conclude(CompletedStep completed, CommandTransition.Terminal terminal) {
    attribution.forget(completed.run());
    outcomeTransaction.addOutcome(
        completed.run(), terminal, completed.startedAt(), completed.endedAt());
  }

  /** What a step says about its API. True unless the API is to blame for its failure. */
  private boolean recordApiState(CompletedStep completed) {
    return switch (completed.completion()) {
      case Completion.NotSent _, Completion.Threw _ -> true;
      case Completion.Returned(StepResult.Done _), Completion.Returned(StepResult.Ready _) ->
          recordAnswer(completed);
      case Completion.Returned(StepResult.ApiFailure(var error)) ->
          recordApiState(completed, error);
      case Completion.Returned(StepResult.RetryLater _), Completion.Returned(StepResult.Dead _) ->
          true;
    };
  }

  private boolean recordApiState(CompletedStep completed, ApiError error) {
    if (error instanceof NoUsableResponse silence) {
      breakers.recordFailure(completed.run(), silence);
      return attribution.recordFailure(completed.run(), error.api());
    }
    if (error.remedy() == Remedy.PAUSE_API) {
      breakers.open(completed.run(), error);
      return false;
    }
    return recordAnswer(completed);
  }

  private boolean recordAnswer(CompletedStep completed) {
    breakers.recordSuccess(completed.run(), completed.api());
    attribution.lastAnswers(completed.run(), completed.api());
    return true;
  }
}
