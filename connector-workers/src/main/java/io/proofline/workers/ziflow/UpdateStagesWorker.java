package io.proofline.workers.ziflow;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.RulesText;
import io.proofline.schemas.avro.UpdateStages;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.NotFound;
import io.proofline.workers.call.ApiError.Rejected;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.rules.RulesTable;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.CommandResult;
import io.proofline.workers.work.StepResult;
import io.proofline.workers.work.Worker;
import java.time.Duration;
import java.util.Objects;

/**
 * Adds stages to an open proof and removes others: reads the proof, sends the full list of stages,
 * and reads the proof back. A repeated call finds the stages in place and succeeds.
 */
final class UpdateStagesWorker implements Worker.Idempotent {

  private final ZiflowClient ziflow;
  private final RulesTable rules;
  private final Duration missingGrace;

  UpdateStagesWorker(ZiflowClient ziflow, RulesTable rules, Duration missingGrace) {
    this.ziflow = ziflow;
    this.rules = rules;
    this.missingGrace = missingGrace;
  }

  @Override
  public CommandKind kind() {
    return CommandKind.UPDATE_STAGES;
  }

  @Override
  public Api api(Command command) {
    return Api.ZIFLOW;
  }

  @Override
  public StepResult call(Command command, Attempt attempt) {
    var asked = Objects.requireNonNull(command.getUpdateStages());
    var text = rules.version(asked.getRulesVersion());
    if (text.isEmpty()) {
      return RouteProblems.rulesNotLoaded(asked.getRulesVersion());
    }
    var stageAssignments = assignments(asked, text.get());
    return stageAssignments
        .problem()
        .map(problem -> RouteProblems.invalidTeams(asked.getRulesVersion(), problem))
        .orElseGet(() -> read(asked, stageAssignments, attempt));
  }

  private StepResult read(UpdateStages asked, StageAssignments stageAssignments, Attempt attempt) {
    return switch (ziflow.readDetails(asked.getProofId())) {
      case Success<ProofDetails>(var proof) -> applyPlan(asked, stageAssignments, proof);
      case Failure<ProofDetails>(NotFound notFound) -> onNotFound(notFound, attempt);
      case Failure<ProofDetails>(var error) -> new StepResult.ApiFailure(error);
    };
  }

  private StepResult onNotFound(NotFound notFound, Attempt attempt) {
    return attempt.sinceFirstAttempt().compareTo(missingGrace) < 0
        ? new StepResult.RetryLater(notFound.text())
        : new StepResult.Dead(
            "the proof is gone, so its stages could not be changed",
            "Restore it in Ziflow and retry the command; or discard the command and start the"
                + " review again");
  }

  private StepResult applyPlan(
      UpdateStages asked, StageAssignments stageAssignments, ProofDetails proof) {
    var plan = StagePlan.of(proof, asked, stageAssignments);
    if (plan.isDone() || hasLaterVersion(proof)) {
      return done(proof);
    }
    if (proof.state().getLocked()) {
      return new StepResult.Dead(
          "the proof is locked", "Unlock it in Ziflow, then retry the command");
    }
    return plan.isEmpty()
        ? new StepResult.Dead(
            "the proof would have no stage left",
            "Cancel the review, or change the rules so that a stage remains")
        : write(asked, plan);
  }

  /**
   * A later version locks this one; the review requests the later one's stages when it knows it.
   */
  private static boolean hasLaterVersion(ProofDetails proof) {
    return proof.state().getLocked() && !proof.state().getLaterIds().isEmpty();
  }

  private StepResult write(UpdateStages asked, StagePlan plan) {
    return switch (ziflow.replaceStages(asked.getProofId(), plan.body())) {
      case Success<Boolean> _ ->
          StepResult.of(ziflow.readDetails(asked.getProofId()).map(back -> verify(asked, back)));
      case Failure<Boolean>(var error) -> onFailure(error);
    };
  }

  private static StepResult verify(UpdateStages asked, ProofDetails back) {
    return StagePlan.isApplied(back, asked)
        ? done(back)
        : new StepResult.RetryLater("the proof's stages are not yet as requested");
  }

  /** Open question: whether Ziflow answers 403 or 422 when the account's edition limits stages. */
  private static StepResult onFailure(ApiError error) {
    return error instanceof Rejected(_, int status, _) && (status == 403 || status == 422)
        ? new StepResult.Dead(
            error.text(),
            "Check in Ziflow whether the proof can be changed and how many stages the account"
                + " allows; then retry or discard the command")
        : new StepResult.ApiFailure(error);
  }

  private static StepResult done(ProofDetails proof) {
    return new StepResult.Done(new CommandResult.StagesUpdated(proof.state()));
  }

  private static StageAssignments assignments(UpdateStages asked, RulesText text) {
    return new StageAssignments(asked.getOwnerTeam(), asked.getAdd(), text);
  }
}
