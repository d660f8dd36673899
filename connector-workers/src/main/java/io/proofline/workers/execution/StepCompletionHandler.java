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
 * Handles a step that ended: updates the API's circuit breaker, attributes a failure to the command
 * or its API, and then schedules the next step or adds the outcome. Only the poll thread uses it.
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
            instanceof Completion.Returned(StepResult.ApiFailure(Forbidden error))
        && partitions.owns(run)) {
      breakers.recordForbidden(run, error);
    } else {
      breakers.clearForbidden(run);
    }
    if (!partitions.owns(run)) {
      attribution.forget(run);
      return; // its partition has another owner now, which reads the ledger
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
        retryPolicy.decide(completed.step(), result, run.progress(), countsAgainstCommand);
    run.recordProgress(retryDecision.progress());
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
    run.awaitStep(commandStep, clocks.deadlineAfter(pause));
    if (run.isOvertaken()) {
      conclude(completed, CommandTransition.Overtaken.of(run));
    }
  }

  private void conclude(CompletedStep completed, CommandTransition.Terminal terminal) {
    attribution.forget(completed.run());
    outcomeTransaction.addOutcome(
        completed.run(), terminal, completed.startedAt(), completed.endedAt());
  }

  /**
   * Updates the state of the API that the step called.
   *
   * @return false if the step failed and the failure counts against the API
   */
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
    if (error instanceof NoUsableResponse noResponse) {
      breakers.recordFailure(completed.run(), noResponse);
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
    attribution.recordAnswer(completed.run(), completed.api());
    return true;
  }
}
