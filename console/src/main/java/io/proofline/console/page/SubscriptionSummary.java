package io.proofline.console.page;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A subscription of notifications, and how its deliveries go.
 *
 * @param disabledAt since when nothing is sent; null if it is enabled
 * @param exhaustedAt since when an event was given up and none was delivered; null if healthy
 * @param failingSince the oldest failed attempt to deliver an event that still waits; null for none
 * @param lastDelivered null for none in the days for which deliveries are kept
 * @param waiting number of events that wait
 */
public record SubscriptionSummary(
    String id,
    String name,
    String address,
    @Nullable Instant disabledAt,
    @Nullable String disabledReason,
    @Nullable Instant exhaustedAt,
    @Nullable Instant failingSince,
    @Nullable Instant lastDelivered,
    int waiting) {

  /** The state in a word or two. */
  public String words() {
    if (disabledAt != null) {
      return "Off";
    }
    if (exhaustedAt != null) {
      return "Events were given up";
    }
    return failingSince == null ? "Active" : "Failing, tries again";
  }

  /** The style of the state. */
  public String style() {
    if (disabledAt != null) {
      return "none";
    }
    if (exhaustedAt != null) {
      return "no";
    }
    return failingSince == null ? "ok" : "change";
  }

  /** Since when it is in that state; null if it is active. */
  public @Nullable Instant since() {
    if (disabledAt != null) {
      return disabledAt;
    }
    return exhaustedAt != null ? exhaustedAt : failingSince;
  }

  public boolean isEnabled() {
    return disabledAt == null;
  }
}
