package io.proofline.workers.ziflow;

import io.proofline.workers.work.StepResult;

/** Endings for what the rules do not give. */
final class RouteProblems {

  private RouteProblems() {}

  static StepResult rulesNotLoaded(String version) {
    return new StepResult.RetryLater("rules version " + version + " is not here yet");
  }

  static StepResult invalidTeams(String version, String problem) {
    return new StepResult.Dead(
        "the rules of version %s have %s".formatted(version, problem),
        "Correct the teams in the rules, push them, and start the review anew");
  }
}
