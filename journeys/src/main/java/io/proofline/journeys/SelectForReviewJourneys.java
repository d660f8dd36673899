package io.proofline.journeys;

import static io.proofline.journeys.ExpectationSteps.everyPhotographHasOneProof;
import static io.proofline.journeys.ExpectationSteps.itsProofIsThere;
import static io.proofline.journeys.ExpectationSteps.itsStatusBecomes;
import static io.proofline.journeys.FaultSteps.allFaultsHaveHappened;
import static io.proofline.journeys.FaultSteps.ziflowFailsTwiceToCreateAProof;
import static io.proofline.journeys.Journey.journey;
import static io.proofline.journeys.OperatorSteps.anOperatorRequestsItsReview;
import static io.proofline.journeys.PhotographerSteps.SEND_TO_REVIEW;
import static io.proofline.journeys.PhotographerSteps.aPartnerSystemRequestsItsReview;
import static io.proofline.journeys.PhotographerSteps.aPhotographWithoutAReview;
import static io.proofline.journeys.PhotographerSteps.aPhotographerPutsItInto;
import static io.proofline.journeys.PhotographerSteps.aPhotographerTagsIt;

/** S1: an image that is selected in the library gets exactly one proof. */
final class SelectForReviewJourneys {

  static final Journey BY_GALLERY =
      journey(
          "S1",
          "selected by gallery",
          aPhotographWithoutAReview(),
          aPhotographerPutsItInto(SEND_TO_REVIEW),
          itsProofIsThere(),
          itsStatusBecomes("In review"));

  static final Journey BY_KEYWORD =
      journey(
          "S1",
          "selected by keyword",
          aPhotographWithoutAReview(),
          aPhotographerTagsIt("review:brand"),
          itsProofIsThere(),
          itsStatusBecomes("In review"));

  static final Journey BY_HOOK =
      journey(
          "S1",
          "selected by signed hook",
          aPhotographWithoutAReview(),
          aPartnerSystemRequestsItsReview(),
          itsProofIsThere(),
          itsStatusBecomes("In review"));

  static final Journey BY_COMMAND =
      journey(
          "S1",
          "selected by command",
          aPhotographWithoutAReview(),
          anOperatorRequestsItsReview(),
          itsProofIsThere(),
          itsStatusBecomes("In review"));

  static final Journey DISTURBED =
      journey(
          "S1",
          "selected while Ziflow fails",
          aPhotographWithoutAReview(),
          ziflowFailsTwiceToCreateAProof(),
          aPartnerSystemRequestsItsReview(),
          itsProofIsThere(),
          itsStatusBecomes("In review"),
          allFaultsHaveHappened());

  /** Played after all others. */
  static final Journey ONCE =
      journey("S1", "one proof each, to the end", everyPhotographHasOneProof());

  private SelectForReviewJourneys() {}
}
