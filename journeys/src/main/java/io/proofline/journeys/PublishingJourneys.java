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
import static io.proofline.journeys.PhotographerSteps.aPartnerSystemRequestsItsReview;
import static io.proofline.journeys.PhotographerSteps.aPhotographWithoutAReview;
import static io.proofline.journeys.PhotographerSteps.aPhotographerDescribesIt;
import static io.proofline.journeys.PhotographerSteps.aPhotographerPutsItInto;
import static io.proofline.journeys.PhotographerSteps.aPhotographerTagsIt;
import static io.proofline.journeys.PhotographerSteps.aPhotographerTakesItOutOf;
import static io.proofline.journeys.PhotographerSteps.aPhotographerUploadsOneInto;
import static io.proofline.journeys.ReviewerSteps.APPROVED;
import static io.proofline.journeys.ReviewerSteps.CHANGES_REQUIRED;
import static io.proofline.journeys.ReviewerSteps.aReviewerDecides;
import static io.proofline.journeys.ReviewerSteps.theReviewerRevokesTheDecision;
import static io.proofline.journeys.SandboxPage.PHOTOGRAPH;

import io.proofline.journeys.JourneyLine.Step;
import io.proofline.journeys.PollingWait.Observation;
import java.util.List;
import java.util.Map;

/** S8: approved photographs are published for partners, and withdrawn when approval is revoked. */
final class PublishingJourneys {

  private static final String LONG_TO_GO = "2099-12-31";
  private static final String LONG_PAST = "2020-01-01";

  static final Journey AND_WITHDRAW =
      journey(
          "S8",
          "publish and withdraw",
          aPhotographWithoutAReview(),
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
          aPartnerSystemRequestsItsReview(),
          itsProofIsThere(),
          aReviewerDecides(APPROVED),
          itIsInThePressKit(),
          aPhotographerTakesItOutOf("Landscapes"),
          ziflowIsDown(),
          anOperatorWithdrawsIt(),
          itsStatusBecomes("Withdrawn"),
          itsGalleriesAre(
              "in 'Withdrawn' alone: without any gallery it would be in the trash",
              "'Withdrawn' alone",
              List.of("Withdrawn")::equals));

  static final Journey LIBRARY_DOWN =
      journey(
          "S8",
          "withdrawn, library down",
          aPhotographerUploadsOneInto("Landscapes"),
          aPhotographerTagsIt("press"),
          aPartnerSystemRequestsItsReview(),
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
          aPartnerSystemRequestsItsReview(),
          itsProofIsThere(),
          aReviewerDecides(APPROVED),
          itsStatusBecomes("Approved"),
          itHasNoOpenCommands(),
          itIsOutOfThePressKit(),
          aPhotographerDescribesIt(embargoed(LONG_PAST)),
          itIsInThePressKit());

  static final Journey IN_AND_OUT =
      journey(
          "S8",
          "approved, revoked, approved",
          aPhotographerUploadsOneInto("Landscapes"),
          aPhotographerTagsIt("press"),
          aPartnerSystemRequestsItsReview(),
          itsProofIsThere(),
          aReviewerDecides(APPROVED),
          itIsInThePressKit(),
          theReviewerRevokesTheDecision(),
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

  /** The demo's rules read the embargo from this field. */
  private static Map<String, ?> embargoed(String day) {
    return Map.of("category", day);
  }

  private static Step itsWithdrawalWaits() {
    return step(
        "its withdrawal waits for the library",
        PHOTOGRAPH,
        "the photograph, still in the press kit",
        journeyRun ->
            journeyRun.await("a withdrawal under way", () -> commands(journeyRun, false)));
  }

  private static Step itHasNoOpenCommands() {
    return step(
        "it has no open commands",
        PHOTOGRAPH,
        "the status 'Approved', and no more galleries",
        journeyRun -> journeyRun.await("no open commands", () -> commands(journeyRun, true)));
  }

  private static Observation<Boolean> commands(JourneyRun journeyRun, boolean none) {
    var review = journeyRun.environment().operator().review(journeyRun.photograph()).orElseThrow();
    var open = review.path("open_commands");
    return Observation.of(open.isEmpty() == none, "%s, %s".formatted(review.path("state"), open));
  }
}
