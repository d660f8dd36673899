package io.proofline.journeys;

import static io.proofline.journeys.ExpectationSteps.itsProofIsThere;
import static io.proofline.journeys.ExpectationSteps.itsStatusBecomes;
import static io.proofline.journeys.Journey.journey;
import static io.proofline.journeys.JourneyLine.Step.step;
import static io.proofline.journeys.OperatorSteps.anOperatorReleasesItsProofIfHeld;
import static io.proofline.journeys.PhotographerSteps.SEND_TO_REVIEW;
import static io.proofline.journeys.PhotographerSteps.aPartnerSystemAsksForItsReview;
import static io.proofline.journeys.PhotographerSteps.aPhotographThatNobodyAskedAbout;
import static io.proofline.journeys.PhotographerSteps.aPhotographerPutsItInto;
import static io.proofline.journeys.PhotographerSteps.aPhotographerTagsIt;
import static io.proofline.journeys.PhotographerSteps.aPhotographerUploadsOneInto;
import static io.proofline.journeys.ReviewerSteps.APPROVED;
import static io.proofline.journeys.ReviewerSteps.aReviewerDecidesIn;
import static io.proofline.journeys.SandboxPage.PROOF;

import io.proofline.journeys.JourneyLine.Step;
import io.proofline.journeys.PollingWait.Observation;

/** S6: what a photograph shows picks who is asked, and in which order. */
final class RoutingJourneys {

  static final Journey STAGES =
      journey(
          "S6",
          "routing",
          aPhotographThatNobodyAskedAbout(),
          aPhotographerTagsIt("product"),
          aPhotographerPutsItInto(SEND_TO_REVIEW),
          itsProofIsThere(),
          itAsks("Marketing", "ann@example.com"),
          aPhotographerUploadsOneInto("Opening night"),
          aPhotographerPutsItInto(SEND_TO_REVIEW),
          itsProofIsThere(),
          itAsks("Communications", "comms@example.com"),
          aReviewerDecidesIn("Communications", APPROVED),
          itAsks("Legal", "legal@example.com"),
          itsStatusBecomes("In review"),
          aReviewerDecidesIn("Legal", APPROVED),
          itsStatusBecomes("Approved"),
          aPhotographerUploadsOneInto("Landscapes"),
          aPhotographerTagsIt("product"),
          anOperatorReleasesItsProofIfHeld(),
          itsProofIsThere(),
          itAsks("Marketing", "ann@example.com"));

  static final Journey LATE_LEGAL =
      journey(
          "S6",
          "a tag after the opening",
          aPhotographThatNobodyAskedAbout(),
          aPartnerSystemAsksForItsReview(),
          itsProofIsThere(),
          itAsks("Photo desk", "owner@sandbox.example"),
          aPhotographerTagsIt("alcohol"),
          itAsks("Legal", "legal@example.com"),
          aReviewerDecidesIn("Photo desk", APPROVED),
          itsStatusBecomes("In review"),
          aReviewerDecidesIn("Legal", APPROVED),
          itsStatusBecomes("Approved"));

  private RoutingJourneys() {}

  private static Step itAsks(String stage, String person) {
    return step(
        "it asks %s in the stage '%s'".formatted(person, stage),
        PROOF,
        "the stage '%s' with %s in it".formatted(stage, person),
        journeyRun -> {
          var awaited = "%s in the stage '%s'".formatted(person, stage);
          journeyRun.await(awaited, () -> asked(journeyRun, stage, person));
          journeyRun.addNote(stage);
        });
  }

  private static Observation<Boolean> asked(JourneyRun journeyRun, String stage, String person) {
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
