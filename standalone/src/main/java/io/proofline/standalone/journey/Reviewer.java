package io.proofline.standalone.journey;

import static io.proofline.standalone.journey.Line.Step.step;
import static io.proofline.standalone.journey.Page.PROOF;

import io.proofline.standalone.journey.Line.Step;

/** What people do at a proof. */
final class Reviewer {

  static final String APPROVED = "approved";
  static final String CHANGES_REQUIRED = "changes_required";

  private Reviewer() {}

  static Step aReviewerDecides(String decision) {
    var words = words(decision);
    return step(
        "a reviewer decides '%s'".formatted(words),
        PROOF,
        "'%s' beside the reviewer".formatted(words),
        scene -> scene.world().proofing().decide(scene.proof(), decision));
  }

  static Step aReviewerDecidesIn(String stage, String decision) {
    var words = words(decision);
    return step(
        "a reviewer in '%s' decides '%s'".formatted(stage, words),
        PROOF,
        "'%s' in the stage '%s'".formatted(words, stage),
        scene -> scene.world().proofing().decideIn(stage, scene.proof(), decision));
  }

  static Step theReviewerTakesItBack() {
    return step(
        "the reviewer takes the decision back",
        PROOF,
        "the proof open again, and nobody's decision",
        scene -> scene.world().proofing().revoke(scene.proof()));
  }

  static Step aReviewerComments(String text) {
    return step(
        "a reviewer comments: \"%s\"".formatted(text),
        PROOF,
        "the comment, below the picture",
        scene -> scene.world().proofing().comment(scene.proof(), text));
  }

  /** As the pages show it: {@code changes_required} as Changes required. */
  private static String words(String decision) {
    return Words.capitalised(decision.replace('_', ' '));
  }
}
