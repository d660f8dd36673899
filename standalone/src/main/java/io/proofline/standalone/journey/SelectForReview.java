package io.proofline.standalone.journey;

import static io.proofline.standalone.journey.Journey.journey;
import static io.proofline.standalone.journey.Operator.anOperatorAsksForItsReview;
import static io.proofline.standalone.journey.Photographer.SEND_TO_REVIEW;
import static io.proofline.standalone.journey.Photographer.aPartnerSystemAsksForItsReview;
import static io.proofline.standalone.journey.Photographer.aPhotographThatNobodyAskedAbout;
import static io.proofline.standalone.journey.Photographer.aPhotographerPutsItInto;
import static io.proofline.standalone.journey.Photographer.aPhotographerTagsIt;
import static io.proofline.standalone.journey.Seeing.everyPhotographHasOneProof;
import static io.proofline.standalone.journey.Seeing.itsProofIsThere;
import static io.proofline.standalone.journey.Seeing.itsStatusBecomes;
import static io.proofline.standalone.journey.Trouble.allOfThatHasHappened;
import static io.proofline.standalone.journey.Trouble.ziflowFailsTwiceAtMakingAProof;

/** S1: somebody selects an image in the library, and a proof exists, once. */
final class SelectForReview {

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
          allOfThatHasHappened());

  /** To be played after all others. */
  static final Journey ONCE =
      journey("S1", "one proof each, to the end", everyPhotographHasOneProof());

  private SelectForReview() {}
}
