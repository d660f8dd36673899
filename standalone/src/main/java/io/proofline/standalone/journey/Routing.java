package io.proofline.standalone.journey;

import static io.proofline.standalone.journey.Journey.journey;
import static io.proofline.standalone.journey.Line.Step.step;
import static io.proofline.standalone.journey.Operator.itMayGoWhereTheHourIsFull;
import static io.proofline.standalone.journey.Page.PROOF;
import static io.proofline.standalone.journey.Photographer.SEND_TO_REVIEW;
import static io.proofline.standalone.journey.Photographer.aPartnerSystemAsksForItsReview;
import static io.proofline.standalone.journey.Photographer.aPhotographThatNobodyAskedAbout;
import static io.proofline.standalone.journey.Photographer.aPhotographerPutsItInto;
import static io.proofline.standalone.journey.Photographer.aPhotographerTagsIt;
import static io.proofline.standalone.journey.Photographer.aPhotographerUploadsOneInto;
import static io.proofline.standalone.journey.Reviewer.APPROVED;
import static io.proofline.standalone.journey.Reviewer.aReviewerDecidesIn;
import static io.proofline.standalone.journey.Seeing.itsProofIsThere;
import static io.proofline.standalone.journey.Seeing.itsStatusBecomes;

import io.proofline.standalone.journey.Line.Step;
import io.proofline.standalone.journey.Waiting.Look;

/** S6: what a photograph shows picks who is asked, and in which order. */
final class Routing {

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
          itMayGoWhereTheHourIsFull(),
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

  private Routing() {}

  private static Step itAsks(String stage, String person) {
    return step(
        "it asks %s in the stage '%s'".formatted(person, stage),
        PROOF,
        "the stage '%s' with %s in it".formatted(stage, person),
        scene -> {
          var awaited = "%s in the stage '%s'".formatted(person, stage);
          scene.await(awaited, () -> asked(scene, stage, person));
          scene.note(stage);
        });
  }

  private static Look<Boolean> asked(Scene scene, String stage, String person) {
    var stages = scene.world().proofing().proof(scene.proof()).path("stages");
    var there =
        stages
            .valueStream()
            .filter(each -> each.path("name").asString("").equals(stage))
            .flatMap(each -> each.path("members").valueStream())
            .anyMatch(
                each -> each.path("contact").path("email").asString("").equalsIgnoreCase(person));
    var names = stages.valueStream().map(each -> each.path("name").asString("")).toList();
    return Look.at(there, "stages " + names);
  }
}
