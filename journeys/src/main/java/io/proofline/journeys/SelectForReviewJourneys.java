package io.proofline.journeys;

import static io.proofline.journeys.ExpectationSteps.everyPhotographHasOneProof;
import static io.proofline.journeys.ExpectationSteps.itsProofIsThere;
import static io.proofline.journeys.ExpectationSteps.itsStatusBecomes;
import static io.proofline.journeys.FaultSteps.allFaultsHaveHappened;
import static io.proofline.journeys.FaultSteps.ziflowFailsTwiceAtMakingAProof;
import static io.proofline.journeys.Journey.journey;
import static io.proofline.journeys.OperatorSteps.anOperatorAsksForItsReview;
import static io.proofline.journeys.PhotographerSteps.SEND_TO_REVIEW;
import static io.proofline.journeys.PhotographerSteps.aPartnerSystemAsksForItsReview;
import static io.proofline.journeys.PhotographerSteps.aPhotographThatNobodyAskedAbout;
import static io.proofline.journeys.PhotographerSteps.aPhotographerPutsItInto;
import static io.proofline.journeys.PhotographerSteps.aPhotographerTagsIt;

/** S1: somebody selects an image in the library, and a proof exists, once. */
final class SelectForReviewJourneys {

  static final Journey BY_GALLERY =
      journey(
          "S1",
          "selected by gallery",
          aPhotographThatNobodyAskedAbout(),
          aPhotographerPutsItInto(SEND_TO_REVIEW),
          itsProofIsThere(),
          itsStatusBecomes("In review"));

  static final Journey BY_KEYWORD =
      journey(
          "S1",
          "selected by keyword",
          aPhotographThatNobodyAskedAbout(),
          aPhotographerTagsIt("review:brand"),
          itsProofIsThere(),
          itsStatusBecomes("In review"));

  static final Journey BY_HOOK =
      journey(
          "S1",
          "selected by signed hook",
          aPhotographThatNobodyAskedAbout(),
          aPartnerSystemAsksForItsReview(),
          itsProofIsThere(),
          itsStatusBecomes("In review"));

  static final Journey BY_COMMAND =
      journey(
          "S1",
          "selected by command",
          aPhotographThatNobodyAskedAbout(),
          anOperatorAsksForItsReview(),
          itsProofIsThere(),
          itsStatusBecomes("In review"));

  static final Journey DISTURBED =
      journey(
          "S1",
          "though Ziflow fails",
          aPhotographThatNobodyAskedAbout(),
          ziflowFailsTwiceAtMakingAProof(),
          aPartnerSystemAsksForItsReview(),
          itsProofIsThere(),
          itsStatusBecomes("In review"),
          allFaultsHaveHappened());

  /** To be played after all others. */
  static final Journey ONCE =
      journey("S1", "one proof each, to the end", everyPhotographHasOneProof());

  private SelectForReviewJourneys() {}
}
