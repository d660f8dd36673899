package io.proofline.workers.loop;

import io.proofline.workers.work.Ending;

/** Endings in a few words, for a person who reads a dead letter. */
final class Answers {

  private Answers() {}

  static String text(Ending ending) {
    return switch (ending) {
      case Ending.Finished _ -> "done";
      case Ending.Ready _ -> "ready for the next step";
      case Ending.Refused(var error) -> error.text();
      case Ending.NotYet(var cause) -> cause;
      case Ending.Hopeless(var reason, _) -> reason;
    };
  }
}
