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
 * Adds stages to a living proof and takes others away: reads it, sends the whole list, reads it
 * back. A second time finds it done.
 */
public final class UpdateStagesWorker implements Worker.Idempotent {

  private final ZiflowClient ziflow;
  private final RulesTable rules;
  private final Duration missingGrace;

  public UpdateStagesWorker(ZiflowClient ziflow, RulesTable rules, Duration missingGrace) {
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
      return Flaws.rulesNotHere(asked.getRulesVersion());
    }
    var route = route(asked, text.get());
    return route
        .flaw()
        .map(flaw -> Flaws.ofRules(asked.getRulesVersion(), flaw))
        .orElseGet(() -> read(asked, route, attempt));
  }

  private StepResult read(UpdateStages asked, Route route, Attempt attempt) {
    return switch (ziflow.proof(asked.getProofId())) {
      case Success<KnownProof>(var proof) -> planned(asked, route, proof);
      case Failure<KnownProof>(NotFound notFound) -> missing(notFound, attempt);
      case Failure<KnownProof>(var error) -> new StepResult.ApiFailure(error);
    };
  }

  private StepResult missing(NotFound notFound, Attempt attempt) {
    return attempt.sinceFirstAttempt().compareTo(missingGrace) < 0
        ? new StepResult.RetryLater(notFound.text())
        : new StepResult.Dead(
            "the proof whose stages shall change is gone",
            "Restore it in Ziflow and retry; else discard the command and start the review anew");
  }

  private StepResult planned(UpdateStages asked, Route route, KnownProof proof) {
    var plan = StagePlan.of(proof, asked, route);
    if (plan.isDone() || isFollowed(proof)) {
      return finished(proof);
    }
    if (proof.state().getLocked()) {
      return new StepResult.Dead(
          "the proof is locked", "Unlock it in Ziflow, then retry the command");
    }
    return plan.isEmpty()
        ? new StepResult.Dead(
            "it would leave the proof without a stage",
            "Cancel the review instead, or let the rules ask somebody")
        : written(asked, plan);
  }

  /** A later version locks it: what that one needs is asked for once the review knows of it. */
  private static boolean isFollowed(KnownProof proof) {
    return proof.state().getLocked() && !proof.state().getLaterIds().isEmpty();
  }

  private StepResult written(UpdateStages asked, StagePlan plan) {
    return switch (ziflow.replaceStages(asked.getProofId(), plan.body())) {
      case Success<Boolean> _ ->
          StepResult.of(ziflow.proof(asked.getProofId()).map(back -> compared(asked, back)));
      case Failure<Boolean>(var error) -> refused(error);
    };
  }

  private static StepResult compared(UpdateStages asked, KnownProof back) {
    return StagePlan.stands(back, asked)
        ? finished(back)
        : new StepResult.RetryLater("read back, its stages are not yet as asked");
  }

  /** Open question: whether a proof that the edition limits is a 403 or a 422. */
  private static StepResult refused(ApiError error) {
    return error instanceof Rejected(_, int status, _) && (status == 403 || status == 422)
        ? new StepResult.Dead(
            error.text(),
            "See in Ziflow whether the proof may be changed, and how many stages the account"
                + " allows; then retry or discard the command")
        : new StepResult.ApiFailure(error);
  }

  private static StepResult finished(KnownProof proof) {
    return new StepResult.Done(new CommandResult.StagesUpdated(proof.state()));
  }

  private static Route route(UpdateStages asked, RulesText text) {
    return new Route(asked.getOwnerTeam(), asked.getAdd(), text);
  }
}
