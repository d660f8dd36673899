package io.proofline.workers.ziflow;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError.Missing;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.Ending;
import io.proofline.workers.work.Result;
import io.proofline.workers.work.Worker;
import java.time.Duration;
import java.util.Objects;

/** Reads a proof's state. Unites nothing yet: reads of a batch can become one search here. */
public final class ReadProofWorker implements Worker.Calling {

  private final ZiflowClient ziflow;
  private final Duration missingGrace;

  public ReadProofWorker(ZiflowClient ziflow, Duration missingGrace) {
    this.ziflow = ziflow;
    this.missingGrace = missingGrace;
  }

  @Override
  public CommandKind kind() {
    return CommandKind.READ_PROOF;
  }

  @Override
  public Api api(Command command) {
    return Api.ZIFLOW;
  }

  @Override
  public Ending call(Command command, Attempt attempt) {
    var id = Objects.requireNonNull(command.getReadProof()).getProofId();
    return switch (ziflow.readProof(id)) {
      case CallResult.Done<io.proofline.schemas.avro.ProofState>(var state) ->
          new Ending.Finished(new Result.ProofKnown(state));
      case CallResult.Failed<io.proofline.schemas.avro.ProofState>(Missing missing) ->
          attempt.sinceFirst().compareTo(missingGrace) < 0
              ? new Ending.NotYet(missing.text())
              : new Ending.Finished(new Result.ProofKnown(ProofReading.gone(id)));
      case CallResult.Failed<io.proofline.schemas.avro.ProofState>(var error) ->
          new Ending.Refused(error);
    };
  }
}
