package io.proofline.workers.work;

import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.CallResult;

/** The result of one step of a command. */
public sealed interface StepResult {

  /** The command is done. */
  record Done(CommandResult result) implements StepResult {}

  /** The step is done; the next may begin. */
  record Ready() implements StepResult {}

  /** A call failed; the error's remedy determines how the command continues. */
  record ApiFailure(ApiError error) implements StepResult {}

  /** The step must run again after a delay; a limited number of times. */
  record RetryLater(String cause) implements StepResult {}

  /**
   * The command can't be done unless a person acts.
   *
   * @param nextStep for that person
   */
  record Dead(String reason, String nextStep) implements StepResult {}

  /** The result of a call that returns one, with a failed call as {@link ApiFailure}. */
  static StepResult of(CallResult<StepResult> callResult) {
    return switch (callResult) {
      case CallResult.Success<StepResult>(var stepResult) -> stepResult;
      case CallResult.Failure<StepResult>(var error) -> new ApiFailure(error);
    };
  }
}
