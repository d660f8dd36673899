package io.proofline.workers.loop;

import io.proofline.workers.call.ApiError;
import io.proofline.workers.work.Result;
import java.time.Duration;
import java.util.Objects;

/** What follows a step. */
sealed interface Next {

  /** A step, after a pause. */
  record Go(Step step, Duration pause) implements Next {}

  /** A step, as soon as the API that asks to wait is open again. */
  record Hold(Step step, ApiError because) implements Next {}

  /** The command's one end. */
  sealed interface End extends Next {}

  /** It is done. */
  record Done(Result result) implements End {}

  /** A protective command forbids it. */
  record Overtaken(String reason) implements End {

    static Overtaken of(Work work) {
      return new Overtaken(Objects.requireNonNull(work.forbidden));
    }
  }

  /** It can't be done as it stands. */
  record Dead(String reason, String nextStep) implements End {}
}
