package io.proofline.workers.ziflow;

import io.proofline.workers.work.StepResult;

/** Endings for what the rules do not give. */
final class Flaws {

  private Flaws() {}

  static StepResult rulesNotHere(String version) {
    return new StepResult.RetryLater("rules version " + version + " is not here yet");
  }

  static StepResult ofRules(String version, String flaw) {
    return new StepResult.Dead(
        "the rules of version %s have %s".formatted(version, flaw),
        "Correct the teams in the rules, push them, and start the review anew");
  }
}
