package io.proofline.standalone.journey;

import static io.proofline.standalone.journey.Journey.journey;
import static io.proofline.standalone.journey.Line.Step.step;
import static io.proofline.standalone.journey.Operator.anOperatorHasItReadAgain;
import static io.proofline.standalone.journey.Page.PHOTOGRAPH;
import static io.proofline.standalone.journey.Page.PROOF;
import static io.proofline.standalone.journey.Photographer.aPartnerSystemAsksForItsReview;
import static io.proofline.standalone.journey.Reviewer.APPROVED;
import static io.proofline.standalone.journey.Reviewer.CHANGES_REQUIRED;
import static io.proofline.standalone.journey.Reviewer.aReviewerDecides;
import static io.proofline.standalone.journey.Reviewer.theReviewerTakesItBack;
import static io.proofline.standalone.journey.Seeing.aPhotographIsUnderReview;
import static io.proofline.standalone.journey.Seeing.itsProofIsThere;
import static io.proofline.standalone.journey.Seeing.itsStatusBecomes;
import static io.proofline.standalone.journey.Trouble.webhooksAreLost;

import io.proofline.standalone.journey.Line.Step;
import java.util.List;

/** S4: the verdict stands on the asset seconds after the decision, also when it is changed. */
final class VerdictToMetadata {

  static final Journey APPROVAL =
      journey(
          "S4",
          "approved",
          aPhotographIsUnderReview(),
          aReviewerDecides(APPROVED),
          itsStatusBecomes("Approved"));

  static final Journey CHANGED =
      journey(
          "S4",
          "changes, then approved",
          aPhotographIsUnderReview(),
          aReviewerDecides(CHANGES_REQUIRED),
          itsStatusBecomes("Needs changes"),
          aReviewerDecides(APPROVED),
          itsStatusBecomes("Approved"));

  static final Journey TAKEN_BACK =
      journey(
          "S4",
          "approved, then revoked",
          aPhotographIsUnderReview(),
          aReviewerDecides(APPROVED),
          itsStatusBecomes("Approved"),
          theReviewerTakesItBack(),
          itsStatusBecomes("In review"));

  static final Journey LOST =
      journey(
          "S4",
          "though webhooks are lost",
          aPhotographIsUnderReview(),
          webhooksAreLost(),
          aReviewerDecides(APPROVED),
          anOperatorHasItReadAgain(),
          itsStatusBecomes("Approved"));

  static final Journey FORGED =
      journey(
          "S4",
          "a forged webhook",
          aPhotographIsUnderReview(),
          somebodyForgesAWebhook(),
          nobodysDecisionIsOnRecord(),
          aReviewerDecides(CHANGES_REQUIRED),
          itsStatusBecomes("Needs changes"));

  static final Journey OF_A_DOCUMENT =
      journey(
          "S4",
          "of a document",
          somebodyUploadsADocument(),
          aPartnerSystemAsksForItsReview(),
          itsProofIsThere(),
          aReviewerDecides(APPROVED),
          itLiesIn("Status/Approved"),
          theReviewerTakesItBack(),
          itLiesIn("Status/In review"));

  private VerdictToMetadata() {}

  private static Step somebodyForgesAWebhook() {
    return step(
        "somebody without a key tells of a decision, and is refused",
        PROOF,
        "the proof, open",
        scene -> {
          int status = scene.world().hook().forgeDecision(scene.proof());
          if (status != 401) {
            throw new JourneyFailed("the forged webhook was answered %d".formatted(status));
          }
          scene.note("refused with 401");
        });
  }

  private static Step nobodysDecisionIsOnRecord() {
    return step(
        "no decision is on record",
        PHOTOGRAPH,
        "the status 'In review'",
        scene -> {
          var trail = scene.world().processor().audit(scene.photograph());
          if (trail.path("entries").valueStream().anyMatch(AuditTrail::isDecision)) {
            throw new JourneyFailed("a decision is on record that nobody made");
          }
        });
  }

  private static Step somebodyUploadsADocument() {
    return step(
        "somebody uploads a PDF, which has no status field",
        PHOTOGRAPH,
        "the document in 'Landscapes'",
        Photographer::uploadsADocument);
  }

  /** Of the galleries that tell a status, in this one alone. */
  private static Step itLiesIn(String gallery) {
    return Seeing.itLies(
        "in '%s'".formatted(gallery),
        "'%s'".formatted(gallery),
        paths ->
            paths.stream()
                .filter(path -> path.startsWith("Status/"))
                .toList()
                .equals(List.of(gallery)));
  }
}
