package io.proofline.workers.execution;

import io.proofline.workers.call.Api;
import io.proofline.workers.work.StepResult;
import java.time.Instant;

/** A step that came back from its thread. */
record CompletedStep(
    CommandRun run,
    CommandStep step,
    Api api,
    Completion completion,
    Instant startedAt,
    Instant endedAt) {

  /** How it came back. */
  sealed interface Completion {

    /** With an ending. */
    record Returned(StepResult result) implements Completion {}

    /** With an exception of our own side, of which its simple name is told. */
    record Threw(String exception) implements Completion {}

    /** The call had not left in time, and did not leave. */
    record NotSent() implements Completion {}
  }
}
