package io.proofline.workers.ziflow;

import io.proofline.workers.work.StepResult;

/** Results of commands whose rules are not loaded yet or lack a team. */
final class RouteProblems {

  private RouteProblems() {}

  static StepResult rulesNotLoaded(String version) {
    return new StepResult.RetryLater("rules version " + version + " is not loaded yet");
  }

  static StepResult invalidTeams(String version, String problem) {
    return new StepResult.Dead(
        "the rules of version %s have %s".formatted(version, problem),
        "Correct the teams in the rules, push them with 'rules push', and start the review again");
  }
}
