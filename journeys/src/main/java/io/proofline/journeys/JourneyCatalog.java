package io.proofline.journeys;

import java.util.List;

/** All journeys, in the order in which they are played. */
final class JourneyCatalog {

  static final List<Journey> ALL =
      List.of(
          SelectForReviewJourneys.BY_GALLERY,
          SelectForReviewJourneys.BY_KEYWORD,
          SelectForReviewJourneys.BY_HOOK,
          SelectForReviewJourneys.BY_COMMAND,
          SelectForReviewJourneys.DISTURBED,
          RefusedCommandJourneys.RETRIED,
          RefusedCommandJourneys.RETRIED_BY_CAUSE,
          ManagementJourneys.SEARCH,
          FinalFilingJourneys.UPLOADED,
          FinalFilingJourneys.ONCE,
          RevokedApprovalJourneys.BEFORE_FILING,
          HighVolumeJourneys.INGEST,
          VerdictToMetadataJourneys.APPROVAL,
          VerdictToMetadataJourneys.CHANGED,
          VerdictToMetadataJourneys.TAKEN_BACK,
          VerdictToMetadataJourneys.LOST,
          VerdictToMetadataJourneys.FORGED,
          VerdictToMetadataJourneys.OF_A_DOCUMENT,
          CollectionJourneys.READY,
          CollectionJourneys.OPEN_AGAIN,
          RoutingJourneys.STAGES,
          RoutingJourneys.LATE_LEGAL,
          ManagementJourneys.ROLL_BACK,
          AuditTrailJourneys.ON_RECORD,
          AuditTrailJourneys.ONCE_EACH,
          ErasureJourneys.JOURNEY,
          ManagementJourneys.VIEWER,
          ManagementJourneys.ENDED_TOKEN,
          PublishingJourneys.AND_WITHDRAW,
          PublishingJourneys.IN_AND_OUT,
          PublishingJourneys.EMBARGO,
          PublishingJourneys.LAST_GALLERY,
          PublishingJourneys.LIBRARY_DOWN,
          HighVolumeJourneys.RATE_LIMIT,
          SelectForReviewJourneys.ONCE);

  private JourneyCatalog() {}

  /** Returns the journeys that are expected to pass. */
  static List<Journey> claimed(List<Journey> journeys) {
    return journeys.stream().filter(Journey::isClaimed).toList();
  }

  /** Returns the journeys that need a part that is still missing. */
  static List<Journey> notYet(List<Journey> journeys) {
    return journeys.stream().filter(journey -> !journey.isClaimed()).toList();
  }
}
