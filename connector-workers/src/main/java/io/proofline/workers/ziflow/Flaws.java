package io.proofline.workers.ziflow;

import io.proofline.workers.work.Ending;

/** Endings for what the rules do not give. */
final class Flaws {

  private Flaws() {}

  static Ending rulesNotHere(String version) {
    return new Ending.NotYet("rules version " + version + " is not here yet");
  }

  static Ending ofRules(String version, String flaw) {
    return new Ending.Hopeless(
        "the rules of version %s have %s".formatted(version, flaw),
        "Correct the teams in the rules, push them, and start the review anew");
  }
}
