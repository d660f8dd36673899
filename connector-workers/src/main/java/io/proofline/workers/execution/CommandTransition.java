package io.proofline.workers.execution;

import io.proofline.workers.call.ApiError;
import io.proofline.workers.work.CommandResult;
import java.time.Duration;
import java.util.Objects;

/** What follows a step. */
sealed interface CommandTransition {

  /** A step, after a pause. */
  record RunAfter(CommandStep step, Duration delay) implements CommandTransition {}

  /** A step, as soon as the API that asks to wait is open again. */
  record AwaitApi(CommandStep step, ApiError error) implements CommandTransition {}

  /** The command's one end. */
  sealed interface Terminal extends CommandTransition {}

  /** It is done. */
  record Done(CommandResult result) implements Terminal {}

  /** A protective command forbids it. */
  record Overtaken(String reason) implements Terminal {

    static Overtaken of(CommandRun run) {
      return new Overtaken(Objects.requireNonNull(run.overtakenReason));
    }
  }

  /** It can't be done as it stands. */
  record Dead(String reason, String nextStep) implements Terminal {}
}
