package io.proofline.standalone.journey;

import static io.proofline.standalone.journey.Journey.journey;
import static io.proofline.standalone.journey.Line.Step.step;
import static io.proofline.standalone.journey.Operator.anOperatorWithdrawsIt;
import static io.proofline.standalone.journey.Page.PHOTOGRAPH;
import static io.proofline.standalone.journey.Photographer.SEND_TO_REVIEW;
import static io.proofline.standalone.journey.Photographer.aPartnerSystemAsksForItsReview;
import static io.proofline.standalone.journey.Photographer.aPhotographThatNobodyAskedAbout;
import static io.proofline.standalone.journey.Photographer.aPhotographerDescribesIt;
import static io.proofline.standalone.journey.Photographer.aPhotographerPutsItInto;
import static io.proofline.standalone.journey.Photographer.aPhotographerTagsIt;
import static io.proofline.standalone.journey.Photographer.aPhotographerTakesItOutOf;
import static io.proofline.standalone.journey.Photographer.aPhotographerUploadsOneInto;
import static io.proofline.standalone.journey.Reviewer.APPROVED;
import static io.proofline.standalone.journey.Reviewer.CHANGES_REQUIRED;
import static io.proofline.standalone.journey.Reviewer.aReviewerDecides;
import static io.proofline.standalone.journey.Reviewer.theReviewerTakesItBack;
import static io.proofline.standalone.journey.Seeing.itLies;
import static io.proofline.standalone.journey.Seeing.itsProofIsThere;
import static io.proofline.standalone.journey.Seeing.itsStatusBecomes;
import static io.proofline.standalone.journey.Trouble.allIsWellAgain;
import static io.proofline.standalone.journey.Trouble.theLibraryIsDown;
import static io.proofline.standalone.journey.Trouble.ziflowIsDown;

import io.proofline.standalone.journey.Line.Step;
import io.proofline.standalone.journey.Waiting.Look;
import java.util.List;
import java.util.Map;

/** S8: what is approved goes to where partners look, and away again when approval does. */
final class Publishing {

  private static final String LONG_TO_GO = "2099-12-31";
  private static final String LONG_PAST = "2020-01-01";

  static final Journey AND_WITHDRAW =
      journey(
          "S8",
          "publish and withdraw",
          aPhotographThatNobodyAskedAbout(),
          aPhotographerTagsIt("press"),
          aPhotographerPutsItInto(SEND_TO_REVIEW),
          itsProofIsThere(),
          aReviewerDecides(APPROVED),
          itsStatusBecomes("Approved"),
          itsInThePressKit(),
          aReviewerDecides(CHANGES_REQUIRED),
          itsStatusBecomes("Needs changes"),
          itsOutOfThePressKit());

  static final Journey LAST_GALLERY =
      journey(
          "S8",
          "withdrawn, Ziflow down",
          aPhotographerUploadsOneInto("Landscapes"),
          aPhotographerTagsIt("press"),
          aPartnerSystemAsksForItsReview(),
          itsProofIsThere(),
          aReviewerDecides(APPROVED),
          itsInThePressKit(),
          aPhotographerTakesItOutOf("Landscapes"),
          ziflowIsDown(),
          anOperatorWithdrawsIt(),
          itsStatusBecomes("Withdrawn"),
          itLies(
              "in 'Withdrawn' alone: out of its last gallery it would be in the trash",
              "'Withdrawn' alone",
              List.of("Withdrawn")::equals));

  static final Journey LIBRARY_DOWN =
      journey(
          "S8",
          "withdrawn, library down",
          aPhotographerUploadsOneInto("Landscapes"),
          aPhotographerTagsIt("press"),
          aPartnerSystemAsksForItsReview(),
          itsProofIsThere(),
          aReviewerDecides(APPROVED),
          itsInThePressKit(),
          theLibraryIsDown(),
          anOperatorWithdrawsIt(),
          itsWithdrawalWaits(),
          allIsWellAgain(),
          itsOutOfThePressKit(),
          itsStatusBecomes("Withdrawn"));

  static final Journey EMBARGO =
      journey(
          "S8",
          "an embargo",
          aPhotographerUploadsOneInto("Landscapes"),
          aPhotographerTagsIt("press"),
          aPhotographerDescribesIt(embargoed(LONG_TO_GO)),
          aPartnerSystemAsksForItsReview(),
          itsProofIsThere(),
          aReviewerDecides(APPROVED),
          itsStatusBecomes("Approved"),
          nothingMoreIsToBeDone(),
          itsOutOfThePressKit(),
          aPhotographerDescribesIt(embargoed(LONG_PAST)),
          itsInThePressKit());

  static final Journey IN_AND_OUT =
      journey(
          "S8",
          "approved, revoked, approved",
          aPhotographerUploadsOneInto("Landscapes"),
          aPhotographerTagsIt("press"),
          aPartnerSystemAsksForItsReview(),
          itsProofIsThere(),
          aReviewerDecides(APPROVED),
          itsInThePressKit(),
          theReviewerTakesItBack(),
          itsOutOfThePressKit(),
          aReviewerDecides(APPROVED),
          itsInThePressKit());

  private Publishing() {}

  private static Step itsInThePressKit() {
    return itLies("in the press kit", "a gallery of 'Press kit'", Publishing::isInThePressKit);
  }

  private static Step itsOutOfThePressKit() {
    return itLies(
        "in the library, and not in the press kit",
        "its other galleries, and none of 'Press kit'",
        paths -> !paths.isEmpty() && !isInThePressKit(paths));
  }

  /** In the field that the demo's rules read. */
  private static Map<String, ?> embargoed(String day) {
    return Map.of("category", day);
  }

  private static Step itsWithdrawalWaits() {
    return step(
        "its withdrawal waits for the library",
        PHOTOGRAPH,
        "the photograph in the press kit still",
        scene -> scene.await("a withdrawal under way", () -> commands(scene, false)));
  }

  private static Step nothingMoreIsToBeDone() {
    return step(
        "nothing more is to be done for it",
        PHOTOGRAPH,
        "the status 'Approved', and no more galleries",
        scene -> scene.await("no open commands", () -> commands(scene, true)));
  }

  private static Look<Boolean> commands(Scene scene, boolean none) {
    var review = scene.world().processor().review(scene.photograph()).orElseThrow();
    var open = review.path("open_commands");
    return Look.at(open.isEmpty() == none, "%s, %s".formatted(review.path("state"), open));
  }

  private static boolean isInThePressKit(List<String> paths) {
    return paths.stream().anyMatch(path -> path.startsWith("Press kit/"));
  }
}
