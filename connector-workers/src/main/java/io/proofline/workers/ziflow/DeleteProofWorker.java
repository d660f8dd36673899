package io.proofline.workers.ziflow;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError.NotFound;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.CommandResult;
import io.proofline.workers.work.StepResult;
import io.proofline.workers.work.Worker;
import java.time.Duration;
import java.util.Objects;

/**
 * Deletes one version of a proof. The review decides whether; this worker only makes sure that the
 * proof carries our marker for this asset. A repeated call finds the proof gone and succeeds.
 */
final class DeleteProofWorker implements Worker.Idempotent {

  private final ZiflowClient ziflow;
  private final String account;
  private final Duration missingGrace;

  /**
   * For one installation.
   *
   * @param account as written in our markers
   * @param missingGrace how long a 404 is ignored, since Ziflow may not know a new proof yet
   */
  DeleteProofWorker(ZiflowClient ziflow, String account, Duration missingGrace) {
    this.ziflow = ziflow;
    this.account = account;
    this.missingGrace = missingGrace;
  }

  @Override
  public CommandKind kind() {
    return CommandKind.DELETE_PROOF;
  }

  @Override
  public Api api(Command command) {
    return Api.ZIFLOW;
  }

  @Override
  public StepResult call(Command command, Attempt attempt) {
    var id = Objects.requireNonNull(command.getDeleteProof()).getProofId();
    return switch (ziflow.readDetails(id)) {
      case Success<ProofDetails>(var proof) ->
          isOurs(proof, command) ? delete(id) : notOurs(command);
      case Failure<ProofDetails>(NotFound notFound) ->
          attempt.sinceFirstAttempt().compareTo(missingGrace) < 0
              ? new StepResult.RetryLater(notFound.text())
              : new StepResult.Done(new CommandResult.ProofDeleted());
      case Failure<ProofDetails>(var error) -> new StepResult.ApiFailure(error);
    };
  }

  private StepResult delete(String id) {
    return StepResult.of(
        ziflow
            .deleteProof(id)
            .ifNotFound(new Success<>(true))
            .map(_ -> new StepResult.Done(new CommandResult.ProofDeleted())));
  }

  private boolean isOurs(ProofDetails proof, Command command) {
    return proof.marker() != null
        && proof.marker().startsWith("pl:%s:%s:".formatted(account, command.getAssetId()));
  }

  private static StepResult notOurs(Command command) {
    return new StepResult.Dead(
        "the proof does not carry our marker for asset %s".formatted(command.getAssetId()),
        "Check the owner of the proof in Ziflow, delete it there if it is not needed, and discard"
            + " the command");
  }
}
