package io.proofline.workers.ziflow;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError.Missing;
import io.proofline.workers.call.CallResult.Done;
import io.proofline.workers.call.CallResult.Failed;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.Ending;
import io.proofline.workers.work.Result;
import io.proofline.workers.work.Worker;
import java.time.Duration;
import java.util.Objects;

/**
 * Deletes one version of a proof. Whether it may go, the review says; here only what carries our
 * marker for this very asset is deleted. A second time finds it gone.
 */
public final class DeleteProofWorker implements Worker.Calling {

  private final ZiflowClient ziflow;
  private final String account;
  private final Duration missingGrace;

  /**
   * A worker of one installation.
   *
   * @param account as it stands in our markers
   */
  public DeleteProofWorker(ZiflowClient ziflow, String account, Duration missingGrace) {
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
  public Ending call(Command command, Attempt attempt) {
    var id = Objects.requireNonNull(command.getDeleteProof()).getProofId();
    return switch (ziflow.proof(id)) {
      case Done<KnownProof>(var proof) -> isOurs(proof, command) ? delete(id) : notOurs(command);
      case Failed<KnownProof>(Missing missing) ->
          attempt.sinceFirst().compareTo(missingGrace) < 0
              ? new Ending.NotYet(missing.text())
              : new Ending.Finished(new Result.ProofGone());
      case Failed<KnownProof>(var error) -> new Ending.Refused(error);
    };
  }

  private Ending delete(String id) {
    return Ending.of(
        ziflow
            .deleteProof(id)
            .ifMissing(new Done<>(true))
            .map(_ -> new Ending.Finished(new Result.ProofGone())));
  }

  private boolean isOurs(KnownProof proof, Command command) {
    return proof.marker() != null
        && proof.marker().startsWith("pl:%s:%s:".formatted(account, command.getAssetId()));
  }

  private static Ending notOurs(Command command) {
    return new Ending.Hopeless(
        "the proof does not carry our marker for asset %s".formatted(command.getAssetId()),
        "See in Ziflow whose proof it is, and delete it there if it shall go; then discard the"
            + " command");
  }
}
