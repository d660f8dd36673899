package io.proofline.policy;

/** Whether an asset may be used, as the library shows it. */
public enum UsageStatus {
  IN_REVIEW,
  APPROVED,
  NEEDS_CHANGES,
  REJECTED,
  NOBODY_DECIDED,
  WITHDRAWN,
  SUPERSEDED;

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
