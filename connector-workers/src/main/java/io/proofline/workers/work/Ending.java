package io.proofline.workers.work;

import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.CallResult;

/** How one step of a command ended. */
public sealed interface Ending {

  /** The command is done. */
  record Finished(Result result) implements Ending {}

  /** This step is done, and the next may begin. */
  record Ready() implements Ending {}

  /** An API did not do it; the error's remedy says what now. */
  record Refused(ApiError error) implements Ending {}

  /** Not yet: the same step again after a while, a bounded number of times. */
  record NotYet(String cause) implements Ending {}

  /** It can't be done as it stands: a person must act. */
  record Hopeless(String reason, String nextStep) implements Ending {}

  /** The ending behind a call's answer. */
  static Ending of(CallResult<Ending> answer) {
    return switch (answer) {
      case CallResult.Done<Ending>(var ending) -> ending;
      case CallResult.Failed<Ending>(var error) -> new Refused(error);
    };
  }
}
