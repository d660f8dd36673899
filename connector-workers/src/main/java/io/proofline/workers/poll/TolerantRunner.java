package io.proofline.workers.poll;

import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.Remedy;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/** Runs steps in order and skips those whose failure concerns only themselves. */
final class TolerantRunner {

  private Optional<ApiError> lastRejection = Optional.empty();

  CallResult<Boolean> runAll(Collection<String> ids, Function<String, CallResult<Boolean>> step) {
    for (String id : ids) {
      switch (tolerate(step.apply(id))) {
        case Success<Boolean>(var goesOn) when goesOn -> {}
        case CallResult<Boolean> other -> {
          return other;
        }
      }
    }
    return new Success<>(true);
  }

  /** Turns a failure that concerns only this step into a success; keeps any other failure. */
  CallResult<Boolean> tolerate(CallResult<Boolean> step) {
    if (step instanceof Failure<Boolean>(var error) && error.remedy() == Remedy.GIVE_UP) {
      lastRejection = Optional.of(error);
      return new Success<>(true);
    }
    return step;
  }

  /** The error of the step that was skipped last; empty when none was since the last reset. */
  Optional<ApiError> lastRejection() {
    return lastRejection;
  }

  void reset() {
    lastRejection = Optional.empty();
  }
}
