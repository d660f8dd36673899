package io.proofline.workers.ziflow;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.RulesText;
import io.proofline.schemas.avro.UpdateStages;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.Missing;
import io.proofline.workers.call.ApiError.Rejected;
import io.proofline.workers.call.CallResult.Done;
import io.proofline.workers.call.CallResult.Failed;
import io.proofline.workers.rules.RulesTable;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.Ending;
import io.proofline.workers.work.Result;
import io.proofline.workers.work.Worker;
import java.time.Duration;
import java.util.Objects;

/**
 * Adds stages to a living proof and takes others away: reads it, sends the whole list, reads it
 * back. A second time finds it done.
 */
public final class UpdateStagesWorker implements Worker.Calling {

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
  public Ending call(Command command, Attempt attempt) {
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

  private Ending read(UpdateStages asked, Route route, Attempt attempt) {
    return switch (ziflow.proof(asked.getProofId())) {
      case Done<KnownProof>(var proof) -> planned(asked, route, proof);
      case Failed<KnownProof>(Missing missing) -> missing(missing, attempt);
      case Failed<KnownProof>(var error) -> new Ending.Refused(error);
    };
  }

  private Ending missing(Missing missing, Attempt attempt) {
    return attempt.sinceFirst().compareTo(missingGrace) < 0
        ? new Ending.NotYet(missing.text())
        : new Ending.Hopeless(
            "the proof whose stages shall change is gone",
            "Restore it in Ziflow and retry; else discard the command and start the review anew");
  }

  private Ending planned(UpdateStages asked, Route route, KnownProof proof) {
    var plan = StagePlan.of(proof, asked, route);
    if (plan.isDone() || isFollowed(proof)) {
      return finished(proof);
    }
    if (proof.state().getLocked()) {
      return new Ending.Hopeless(
          "the proof is locked", "Unlock it in Ziflow, then retry the command");
    }
    return plan.isEmpty()
        ? new Ending.Hopeless(
            "it would leave the proof without a stage",
            "Cancel the review instead, or let the rules ask somebody")
        : written(asked, plan);
  }

  /** A later version locks it: what that one needs is asked for once the review knows of it. */
  private static boolean isFollowed(KnownProof proof) {
    return proof.state().getLocked() && !proof.state().getLaterIds().isEmpty();
  }

  private Ending written(UpdateStages asked, StagePlan plan) {
    return switch (ziflow.replaceStages(asked.getProofId(), plan.body())) {
      case Done<Boolean> _ ->
          Ending.of(ziflow.proof(asked.getProofId()).map(back -> compared(asked, back)));
      case Failed<Boolean>(var error) -> refused(error);
    };
  }

  private static Ending compared(UpdateStages asked, KnownProof back) {
    return StagePlan.stands(back, asked)
        ? finished(back)
        : new Ending.NotYet("read back, its stages are not yet as asked");
  }

  /** Open question: whether a proof that the edition limits is a 403 or a 422. */
  private static Ending refused(ApiError error) {
    return error instanceof Rejected(_, int status, _) && (status == 403 || status == 422)
        ? new Ending.Hopeless(
            error.text(),
            "See in Ziflow whether the proof may be changed, and how many stages the account"
                + " allows; then retry or discard the command")
        : new Ending.Refused(error);
  }

  private static Ending finished(KnownProof proof) {
    return new Ending.Finished(new Result.StagesStand(proof.state()));
  }

  private static Route route(UpdateStages asked, RulesText text) {
    return new Route(asked.getOwnerTeam(), asked.getAdd(), text);
  }
}
