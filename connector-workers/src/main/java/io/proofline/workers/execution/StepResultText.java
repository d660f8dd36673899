package io.proofline.workers.execution;

import io.proofline.workers.work.StepResult;

/** Results of steps in a few words, for the list of attempts in a dead letter. */
final class StepResultText {

  private StepResultText() {}

  static String text(StepResult result) {
    return switch (result) {
      case StepResult.Done _ -> "done";
      case StepResult.Ready _ -> "ready for the next step";
      case StepResult.ApiFailure(var error) -> error.text();
      case StepResult.RetryLater(var cause) -> cause;
      case StepResult.Dead(var reason, _) -> reason;
    };
  }
}
