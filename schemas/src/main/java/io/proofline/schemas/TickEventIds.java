package io.proofline.schemas;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Event ids of ticks, the facts that report a due time. */
public final class TickEventIds {

  private static final String PREFIX = "tick:";

  private TickEventIds() {}

  /** The event id of an asset's tick. */
  public static String eventId(String assetId, Instant dueAt) {
    return PREFIX + "%s:%d".formatted(assetId, dueAt.toEpochMilli());
  }

  /** Whether a tick caused the record with this {@code causation_id}. */
  public static boolean isTick(@Nullable String causationId) {
    return causationId != null && causationId.startsWith(PREFIX);
  }
}
