package io.proofline.workers.work;

import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.CallResult;

/** How one step of a command ended. */
public sealed interface StepResult {

  /** The command is done. */
  record Done(CommandResult result) implements StepResult {}

  /** This step is done, and the next may begin. */
  record Ready() implements StepResult {}

  /** An API did not do it; the error's remedy says what now. */
  record ApiFailure(ApiError error) implements StepResult {}

  /** Not yet: the same step again after a while, a bounded number of times. */
  record RetryLater(String cause) implements StepResult {}

  /** It can't be done as it stands: a person must act. */
  record Dead(String reason, String nextStep) implements StepResult {}

  /** The ending behind a call's answer. */
  static StepResult of(CallResult<StepResult> answer) {
    return switch (answer) {
      case CallResult.Success<StepResult>(var stepResult) -> stepResult;
      case CallResult.Failure<StepResult>(var error) -> new ApiFailure(error);
    };
  }
}
