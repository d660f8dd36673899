package io.proofline.journeys;

import static io.proofline.journeys.ExpectationSteps.itsProofIsThere;
import static io.proofline.journeys.ExpectationSteps.itsStatusBecomes;
import static io.proofline.journeys.Journey.journey;
import static io.proofline.journeys.JourneyLine.Step.step;
import static io.proofline.journeys.OperatorSteps.anOperatorReleasesItsProofIfHeld;
import static io.proofline.journeys.PhotographerSteps.SEND_TO_REVIEW;
import static io.proofline.journeys.PhotographerSteps.aPartnerSystemRequestsItsReview;
import static io.proofline.journeys.PhotographerSteps.aPhotographWithoutAReview;
import static io.proofline.journeys.PhotographerSteps.aPhotographerPutsItInto;
import static io.proofline.journeys.PhotographerSteps.aPhotographerTagsIt;
import static io.proofline.journeys.PhotographerSteps.aPhotographerUploadsOneInto;
import static io.proofline.journeys.ReviewerSteps.APPROVED;
import static io.proofline.journeys.ReviewerSteps.aReviewerDecidesIn;
import static io.proofline.journeys.SandboxPage.PROOF;

import io.proofline.journeys.JourneyLine.Step;
import io.proofline.journeys.PollingWait.Observation;

/** S6: rules choose stages and reviewers by a photograph's galleries and keywords. */
final class RoutingJourneys {

  static final Journey STAGES =
      journey(
          "S6",
          "routing",
          aPhotographWithoutAReview(),
          aPhotographerTagsIt("product"),
          aPhotographerPutsItInto(SEND_TO_REVIEW),
          itsProofIsThere(),
          itsStageHas("Marketing", "ann@example.com"),
          aPhotographerUploadsOneInto("Opening night"),
          aPhotographerPutsItInto(SEND_TO_REVIEW),
          itsProofIsThere(),
          itsStageHas("Communications", "comms@example.com"),
          aReviewerDecidesIn("Communications", APPROVED),
          itsStageHas("Legal", "legal@example.com"),
          itsStatusBecomes("In review"),
          aReviewerDecidesIn("Legal", APPROVED),
          itsStatusBecomes("Approved"),
          aPhotographerUploadsOneInto("Landscapes"),
          aPhotographerTagsIt("product"),
          anOperatorReleasesItsProofIfHeld(),
          itsProofIsThere(),
          itsStageHas("Marketing", "ann@example.com"));

  static final Journey LATE_LEGAL =
      journey(
          "S6",
          "a tag after the opening",
          aPhotographWithoutAReview(),
          aPartnerSystemRequestsItsReview(),
          itsProofIsThere(),
          itsStageHas("Photo desk", "owner@sandbox.example"),
          aPhotographerTagsIt("alcohol"),
          itsStageHas("Legal", "legal@example.com"),
          aReviewerDecidesIn("Photo desk", APPROVED),
          itsStatusBecomes("In review"),
          aReviewerDecidesIn("Legal", APPROVED),
          itsStatusBecomes("Approved"));

  private RoutingJourneys() {}

  private static Step itsStageHas(String stage, String person) {
    return step(
        "the stage '%2$s' has the reviewer %1$s".formatted(person, stage),
        PROOF,
        "the stage '%s' with %s in it".formatted(stage, person),
        journeyRun -> {
          var awaited = "%s in the stage '%s'".formatted(person, stage);
          journeyRun.await(awaited, () -> hasReviewer(journeyRun, stage, person));
          journeyRun.addNote(stage);
        });
  }

  private static Observation<Boolean> hasReviewer(
      JourneyRun journeyRun, String stage, String person) {
    var stages = journeyRun.environment().proofing().proof(journeyRun.proof()).path("stages");
    var there =
        stages
            .valueStream()
            .filter(each -> each.path("name").asString("").equals(stage))
            .flatMap(each -> each.path("members").valueStream())
            .anyMatch(
                each -> each.path("contact").path("email").asString("").equalsIgnoreCase(person));
    var names = stages.valueStream().map(each -> each.path("name").asString("")).toList();
    return Observation.of(there, "stages " + names);
  }
}
