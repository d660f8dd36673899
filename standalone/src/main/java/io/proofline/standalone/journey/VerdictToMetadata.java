package io.proofline.standalone.journey;

import static io.proofline.standalone.journey.Journey.journey;
import static io.proofline.standalone.journey.Reviewer.APPROVED;
import static io.proofline.standalone.journey.Reviewer.CHANGES_REQUIRED;
import static io.proofline.standalone.journey.Reviewer.aReviewerDecides;
import static io.proofline.standalone.journey.Reviewer.theReviewerTakesItBack;
import static io.proofline.standalone.journey.Seeing.aPhotographIsUnderReview;
import static io.proofline.standalone.journey.Seeing.itsStatusBecomes;

/** S4: the verdict stands on the asset seconds after the decision, also when it is changed. */
final class VerdictToMetadata {

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
          theReviewerTakesItBack(),
          itsStatusBecomes("In review"));

  private VerdictToMetadata() {}
}
