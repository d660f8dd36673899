package io.proofline.journeys;

import static io.proofline.journeys.JourneyLine.Step.step;
import static io.proofline.journeys.SandboxPage.PROOF;

import io.proofline.journeys.JourneyLine.Step;

/** Steps of reviewers at a proof. */
final class ReviewerSteps {

  static final String APPROVED = "approved";
  static final String CHANGES_REQUIRED = "changes_required";

  private ReviewerSteps() {}

  static Step aReviewerDecides(String decision) {
    var words = words(decision);
    return step(
        "a reviewer decides '%s'".formatted(words),
        PROOF,
        "'%s' beside the reviewer".formatted(words),
        journeyRun -> journeyRun.environment().proofing().decide(journeyRun.proof(), decision));
  }

  static Step aReviewerDecidesIn(String stage, String decision) {
    var words = words(decision);
    return step(
        "a reviewer in '%s' decides '%s'".formatted(stage, words),
        PROOF,
        "'%s' in the stage '%s'".formatted(words, stage),
        journeyRun ->
            journeyRun.environment().proofing().decideIn(stage, journeyRun.proof(), decision));
  }

  static Step theReviewerRevokesTheDecision() {
    return step(
        "the reviewer revokes the decision",
        PROOF,
        "the proof open again, without a decision",
        journeyRun -> journeyRun.environment().proofing().revoke(journeyRun.proof()));
  }

  static Step aReviewerComments(String text) {
    return step(
        "a reviewer comments: \"%s\"".formatted(text),
        PROOF,
        "the comment, below the picture",
        journeyRun -> journeyRun.environment().proofing().comment(journeyRun.proof(), text));
  }

  /** The wording of the pages: {@code changes_required} is Changes required. */
  private static String words(String decision) {
    return Capitalization.capitalize(decision.replace('_', ' '));
  }
}
