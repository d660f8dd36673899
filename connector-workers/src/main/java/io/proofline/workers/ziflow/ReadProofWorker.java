package io.proofline.workers.ziflow;

import io.proofline.schemas.TickEventIds;
import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError.NotFound;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.CommandResult;
import io.proofline.workers.work.StepResult;
import io.proofline.workers.work.Worker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;

/**
 * Reads a proof's state. Commands caused by a timer share one search with others that wait; a
 * command caused by an event or a person reads its proof by itself, unless it has waited longer
 * than the search may lag.
 */
final class ReadProofWorker implements Worker.Idempotent {

  private final ZiflowClient ziflow;
  private final Duration missingGrace;
  private final Duration searchLag;
  private final InstantSource clock;

  ReadProofWorker(ZiflowClient ziflow, ZiflowProperties settings, InstantSource clock) {
    this.ziflow = ziflow;
    this.missingGrace = settings.missingGrace();
    this.searchLag = settings.searchLag();
    this.clock = clock;
  }

  @Override
  public CommandKind kind() {
    return CommandKind.READ_PROOF;
  }

  @Override
  public Api api(Command command) {
    return Api.ZIFLOW;
  }

  /** A lagging search could miss the event that caused the command. */
  @Override
  public boolean sharesRequest(Command command) {
    return ziflow.mayReadBySearch(id(command))
        && (isCausedByTimer(command) || isPastSearchLag(command));
  }

  @Override
  public StepResult call(Command command, Attempt attempt) {
    var id = id(command);
    return switch (sharesRequest(command) ? ziflow.readProofBatched(id) : ziflow.readProof(id)) {
      case CallResult.Success<io.proofline.schemas.avro.ProofState>(var state) ->
          new StepResult.Done(new CommandResult.ProofRead(state));
      case CallResult.Failure<io.proofline.schemas.avro.ProofState>(NotFound notFound) ->
          attempt.sinceFirstAttempt().compareTo(missingGrace) < 0
              ? new StepResult.RetryLater(notFound.text())
              : new StepResult.Done(new CommandResult.ProofRead(ProofParser.goneState(id)));
      case CallResult.Failure<io.proofline.schemas.avro.ProofState>(var error) ->
          new StepResult.ApiFailure(error);
    };
  }

  private static boolean isCausedByTimer(Command command) {
    return TickEventIds.isTick(command.getEnvelope().getCausationId());
  }

  private boolean isPastSearchLag(Command command) {
    var asked = command.getEnvelope().getReceivedAt();
    return Duration.between(asked, clock.instant()).compareTo(searchLag) >= 0;
  }

  private static String id(Command command) {
    return Objects.requireNonNull(command.getReadProof()).getProofId();
  }
}
