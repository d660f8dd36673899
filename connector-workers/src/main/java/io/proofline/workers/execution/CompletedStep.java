package io.proofline.workers.execution;

import io.proofline.workers.call.Api;
import io.proofline.workers.work.StepResult;
import java.time.Instant;

/** A step that ended on its thread, with its result. */
record CompletedStep(
    CommandRun run,
    CommandStep step,
    Api api,
    Completion completion,
    Instant startedAt,
    Instant endedAt) {

  /** The result of the step. */
  sealed interface Completion {

    /** With a result. */
    record Returned(StepResult result) implements Completion {}

    /** With an exception on our side, given by its simple name. */
    record Threw(String exception) implements Completion {}

    /** The call was not sent by its deadline, and is not sent later. */
    record NotSent() implements Completion {}
  }
}
