package io.proofline.standalone.journey;

import java.util.List;

/** All journeys, in the order in which they are played. */
final class Journeys {

  static final List<Journey> ALL =
      List.of(
          SelectForReview.BY_GALLERY,
          SelectForReview.BY_KEYWORD,
          SelectForReview.BY_HOOK,
          SelectForReview.BY_COMMAND,
          SelectForReview.DISTURBED,
          Refused.RETRIED,
          FileTheFinal.UPLOADED,
          FileTheFinal.ONCE,
          TakenBack.BEFORE_FILING,
          HighVolume.INGEST,
          VerdictToMetadata.APPROVAL,
          VerdictToMetadata.CHANGED,
          VerdictToMetadata.TAKEN_BACK,
          VerdictToMetadata.LOST,
          VerdictToMetadata.FORGED,
          VerdictToMetadata.OF_A_DOCUMENT,
          CollectionsUnderReview.READY,
          CollectionsUnderReview.OPEN_AGAIN,
          Routing.STAGES,
          Routing.LATE_LEGAL,
          AuditTrail.ON_RECORD,
          AuditTrail.ONCE_EACH,
          ErasedReviewer.JOURNEY,
          Publishing.AND_WITHDRAW,
          Publishing.IN_AND_OUT,
          Publishing.EMBARGO,
          Publishing.LAST_GALLERY,
          Publishing.LIBRARY_DOWN,
          HighVolume.BRAKE,
          SelectForReview.ONCE);

  private Journeys() {}

  /** Those that we say work. */
  static List<Journey> claimed(List<Journey> journeys) {
    return journeys.stream().filter(Journey::isClaimed).toList();
  }

  /** Those that need a part which is not there yet. */
  static List<Journey> notYet(List<Journey> journeys) {
    return journeys.stream().filter(journey -> !journey.isClaimed()).toList();
  }
}
