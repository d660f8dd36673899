package io.proofline.policy;

/** Whether an asset may be used, as its status field in the library shows it. */
public enum UsageStatus {
  IN_REVIEW,
  APPROVED,
  NEEDS_CHANGES,
  REJECTED,
  NOBODY_DECIDED,
  WITHDRAWN,
  SUPERSEDED;

  /** The status for a verdict, unless the asset is withdrawn or superseded. */
  public static UsageStatus of(Verdict verdict) {
    return switch (verdict) {
      case OPEN -> IN_REVIEW;
      case APPROVED -> APPROVED;
      case NEEDS_CHANGES -> NEEDS_CHANGES;
      case REJECTED -> REJECTED;
      case NOBODY_DECIDED -> NOBODY_DECIDED;
    };
  }
}
