package io.proofline.workers.execution;

import io.proofline.schemas.avro.OutcomeStatus;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.work.CommandResult;
import java.time.Duration;

/** The continuation of a command after a step: another step, or its outcome. */
sealed interface CommandTransition {

  /** A step, after a delay. */
  record RunAfter(CommandStep step, Duration delay) implements CommandTransition {}

  /** A step, as soon as the API's circuit breaker permits it. */
  record AwaitApi(CommandStep step, ApiError error) implements CommandTransition {}

  /** The command's one outcome. */
  sealed interface Terminal extends CommandTransition {

    /** The outcome's status in its record and in metrics. */
    OutcomeStatus status();
  }

  /** It is done. */
  record Done(CommandResult result) implements Terminal {
    @Override
    public OutcomeStatus status() {
      return OutcomeStatus.DONE;
    }
  }

  /** A protective command forbids it. */
  record Overtaken(String reason) implements Terminal {

    static Overtaken of(CommandRun run) {
      return new Overtaken(run.overtakenReason().orElseThrow());
    }

    @Override
    public OutcomeStatus status() {
      return OutcomeStatus.OVERTAKEN;
    }
  }

  /**
   * It can't be done unless a person acts.
   *
   * @param nextStep for that person
   */
  record Dead(String reason, String nextStep) implements Terminal {
    @Override
    public OutcomeStatus status() {
      return OutcomeStatus.DEAD;
    }
  }
}
