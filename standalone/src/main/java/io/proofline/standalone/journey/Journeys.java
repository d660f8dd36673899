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
          FileTheFinal.UPLOADED,
          HighVolume.INGEST,
          VerdictToMetadata.APPROVAL,
          VerdictToMetadata.CHANGED,
          VerdictToMetadata.TAKEN_BACK,
          CollectionsUnderReview.READY,
          Routing.STAGES,
          AuditTrail.ON_RECORD,
          Publishing.AND_WITHDRAW,
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
