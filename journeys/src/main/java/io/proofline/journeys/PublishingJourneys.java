package io.proofline.journeys;

import static io.proofline.journeys.ExpectationSteps.itsGalleriesAre;
import static io.proofline.journeys.ExpectationSteps.itsProofIsThere;
import static io.proofline.journeys.ExpectationSteps.itsStatusBecomes;
import static io.proofline.journeys.FaultSteps.theFaultsAreCleared;
import static io.proofline.journeys.FaultSteps.theLibraryIsDown;
import static io.proofline.journeys.FaultSteps.ziflowIsDown;
import static io.proofline.journeys.Journey.journey;
import static io.proofline.journeys.JourneyLine.Step.step;
import static io.proofline.journeys.OperatorSteps.anOperatorWithdrawsIt;
import static io.proofline.journeys.PhotographerSteps.SEND_TO_REVIEW;
import static io.proofline.journeys.PhotographerSteps.aPartnerSystemAsksForItsReview;
import static io.proofline.journeys.PhotographerSteps.aPhotographThatNobodyAskedAbout;
import static io.proofline.journeys.PhotographerSteps.aPhotographerDescribesIt;
import static io.proofline.journeys.PhotographerSteps.aPhotographerPutsItInto;
import static io.proofline.journeys.PhotographerSteps.aPhotographerTagsIt;
import static io.proofline.journeys.PhotographerSteps.aPhotographerTakesItOutOf;
import static io.proofline.journeys.PhotographerSteps.aPhotographerUploadsOneInto;
import static io.proofline.journeys.ReviewerSteps.APPROVED;
import static io.proofline.journeys.ReviewerSteps.CHANGES_REQUIRED;
import static io.proofline.journeys.ReviewerSteps.aReviewerDecides;
import static io.proofline.journeys.ReviewerSteps.theReviewerTakesItBack;
import static io.proofline.journeys.SandboxPage.PHOTOGRAPH;

import io.proofline.journeys.JourneyLine.Step;
import io.proofline.journeys.PollingWait.Observation;
import java.util.List;
import java.util.Map;

/** S8: what is approved goes to where partners look, and away again when approval does. */
final class PublishingJourneys {

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
          itIsInThePressKit(),
          aReviewerDecides(CHANGES_REQUIRED),
          itsStatusBecomes("Needs changes"),
          itIsOutOfThePressKit());

  static final Journey LAST_GALLERY =
      journey(
          "S8",
          "withdrawn, Ziflow down",
          aPhotographerUploadsOneInto("Landscapes"),
          aPhotographerTagsIt("press"),
          aPartnerSystemAsksForItsReview(),
          itsProofIsThere(),
          aReviewerDecides(APPROVED),
          itIsInThePressKit(),
          aPhotographerTakesItOutOf("Landscapes"),
          ziflowIsDown(),
          anOperatorWithdrawsIt(),
          itsStatusBecomes("Withdrawn"),
          itsGalleriesAre(
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
          itIsInThePressKit(),
          theLibraryIsDown(),
          anOperatorWithdrawsIt(),
          itsWithdrawalWaits(),
          theFaultsAreCleared(),
          itIsOutOfThePressKit(),
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
          itIsOutOfThePressKit(),
          aPhotographerDescribesIt(embargoed(LONG_PAST)),
          itIsInThePressKit());

  static final Journey IN_AND_OUT =
      journey(
          "S8",
          "approved, revoked, approved",
          aPhotographerUploadsOneInto("Landscapes"),
          aPhotographerTagsIt("press"),
          aPartnerSystemAsksForItsReview(),
          itsProofIsThere(),
          aReviewerDecides(APPROVED),
          itIsInThePressKit(),
          theReviewerTakesItBack(),
          itIsOutOfThePressKit(),
          aReviewerDecides(APPROVED),
          itIsInThePressKit());

  private PublishingJourneys() {}

  private static Step itIsInThePressKit() {
    return itsGalleriesAre("in the press kit", "a gallery of 'Press kit'", PressKit::isAmong);
  }

  private static Step itIsOutOfThePressKit() {
    return itsGalleriesAre(
        "in the library, and not in the press kit",
        "its other galleries, and none of 'Press kit'",
        paths -> !paths.isEmpty() && !PressKit.isAmong(paths));
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
        journeyRun ->
            journeyRun.await("a withdrawal under way", () -> commands(journeyRun, false)));
  }

  private static Step nothingMoreIsToBeDone() {
    return step(
        "nothing more is to be done for it",
        PHOTOGRAPH,
        "the status 'Approved', and no more galleries",
        journeyRun -> journeyRun.await("no open commands", () -> commands(journeyRun, true)));
  }

  private static Observation<Boolean> commands(JourneyRun journeyRun, boolean none) {
    var review = journeyRun.environment().processor().review(journeyRun.photograph()).orElseThrow();
    var open = review.path("open_commands");
    return Observation.of(open.isEmpty() == none, "%s, %s".formatted(review.path("state"), open));
  }
}
