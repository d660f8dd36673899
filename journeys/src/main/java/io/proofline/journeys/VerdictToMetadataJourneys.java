package io.proofline.journeys;

import static io.proofline.journeys.ExpectationSteps.aPhotographIsUnderReview;
import static io.proofline.journeys.ExpectationSteps.itsProofIsThere;
import static io.proofline.journeys.ExpectationSteps.itsStatusBecomes;
import static io.proofline.journeys.FaultSteps.aWebhookIsLost;
import static io.proofline.journeys.Journey.journey;
import static io.proofline.journeys.JourneyLine.Step.step;
import static io.proofline.journeys.OperatorSteps.anOperatorHasItReadAgain;
import static io.proofline.journeys.PhotographerSteps.aPartnerSystemRequestsItsReview;
import static io.proofline.journeys.ReviewerSteps.APPROVED;
import static io.proofline.journeys.ReviewerSteps.CHANGES_REQUIRED;
import static io.proofline.journeys.ReviewerSteps.aReviewerDecides;
import static io.proofline.journeys.ReviewerSteps.theReviewerRevokesTheDecision;
import static io.proofline.journeys.SandboxPage.PHOTOGRAPH;
import static io.proofline.journeys.SandboxPage.PROOF;

import io.proofline.journeys.JourneyLine.Step;
import java.util.List;

/** S4: the verdict is in the asset's metadata seconds after the decision, also if it is changed. */
final class VerdictToMetadataJourneys {

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
          theReviewerRevokesTheDecision(),
          itsStatusBecomes("In review"));

  static final Journey LOST =
      journey(
          "S4",
          "decided, webhook lost",
          aPhotographIsUnderReview(),
          aWebhookIsLost(),
          aReviewerDecides(APPROVED),
          anOperatorHasItReadAgain(),
          itsStatusBecomes("Approved"));

  static final Journey FORGED =
      journey(
          "S4",
          "a forged webhook",
          aPhotographIsUnderReview(),
          aSenderForgesAWebhook(),
          noDecisionIsOnRecord(),
          aReviewerDecides(CHANGES_REQUIRED),
          itsStatusBecomes("Needs changes"));

  static final Journey OF_A_DOCUMENT =
      journey(
          "S4",
          "of a document",
          aPhotographerUploadsADocument(),
          aPartnerSystemRequestsItsReview(),
          itsProofIsThere(),
          aReviewerDecides(APPROVED),
          itsStatusGalleryIs("Status/Approved"),
          theReviewerRevokesTheDecision(),
          itsStatusGalleryIs("Status/In review"));

  private VerdictToMetadataJourneys() {}

  private static Step aSenderForgesAWebhook() {
    return step(
        "a sender without the key sends a webhook of a decision, and is refused",
        PROOF,
        "the proof, open",
        journeyRun -> {
          int status = journeyRun.environment().hook().forgeDecision(journeyRun.proof());
          if (status != 401) {
            throw new JourneyFailedException(
                "the forged webhook was answered %d".formatted(status));
          }
          journeyRun.addNote("refused with 401");
        });
  }

  private static Step noDecisionIsOnRecord() {
    return step(
        "no decision is on record",
        PHOTOGRAPH,
        "the status 'In review'",
        journeyRun -> {
          var trail = journeyRun.environment().operator().audit(journeyRun.photograph());
          if (trail.path("entries").valueStream().anyMatch(AuditTrailJourneys::isDecision)) {
            throw new JourneyFailedException("a forged decision is on record");
          }
        });
  }

  private static Step aPhotographerUploadsADocument() {
    return step(
        "a photographer uploads a PDF, which has no status field",
        PHOTOGRAPH,
        "the document in 'Landscapes'",
        PhotographerSteps::uploadsADocument);
  }

  /** Of the status galleries, only this one contains the file. */
  private static Step itsStatusGalleryIs(String gallery) {
    return ExpectationSteps.itsGalleriesAre(
        "in '%s'".formatted(gallery),
        "'%s'".formatted(gallery),
        paths ->
            paths.stream()
                .filter(path -> path.startsWith("Status/"))
                .toList()
                .equals(List.of(gallery)));
  }
}
