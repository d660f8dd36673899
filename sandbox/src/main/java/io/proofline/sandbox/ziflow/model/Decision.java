package io.proofline.sandbox.ziflow.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A reviewer's decision; {@code PENDING} if it is not made yet, or revoked. */
public enum Decision {
  CHANGES_REQUIRED("Changes required"),
  APPROVED_WITH_CHANGES("Approved with changes"),
  APPROVED("Approved"),
  NOT_RELEVANT("Not relevant"),
  PENDING("Pending");

  private final String displayName;

  Decision(String words) {
    this.displayName = words;
  }

  /** The fixed value in request bodies and events. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The account's own, cosmetic label. */
  public String displayName() {
    return displayName;
  }

  public static Optional<Decision> byLabel(String label) {
    return Arrays.stream(values()).filter(each -> each.label().equals(label)).findFirst();
  }
}
