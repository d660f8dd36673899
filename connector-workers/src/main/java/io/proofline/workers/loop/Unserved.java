package io.proofline.workers.loop;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.workers.call.Api;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.Ending;
import io.proofline.workers.work.Worker;

/** Stands for the worker of commands that nobody here can serve: they are for a person. */
record Unserved(CommandKind kind, Api lane) implements Worker.Calling {

  @Override
  public Api api(Command command) {
    return lane;
  }

  @Override
  public Ending call(Command command, Attempt attempt) {
    return new Ending.Hopeless(
        kind == CommandKind.UNKNOWN
            ? "a kind of command that these workers do not know"
            : "no worker for a %s such as this, or nothing asked in it".formatted(kind),
        "Upgrade the workers to the version of the processor, then retry the command");
  }
}
