package io.proofline.workers.execution;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.workers.call.Api;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.StepResult;
import io.proofline.workers.work.Worker;

/** The worker of commands that no other worker supports: each is dead, for a person to act on. */
record UnsupportedCommandWorker(CommandKind kind, Api api) implements Worker.Idempotent {

  @Override
  public Api api(Command command) {
    return api;
  }

  @Override
  public StepResult call(Command command, Attempt attempt) {
    return new StepResult.Dead(
        kind == CommandKind.UNKNOWN
            ? "these workers do not support this kind of command"
            : "no worker supports this %s, or it has no content".formatted(kind),
        "Upgrade the workers to the version of the processor, then retry the command");
  }
}
