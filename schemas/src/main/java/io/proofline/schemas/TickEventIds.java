package io.proofline.schemas;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Event ids of facts that tell of nothing but time. */
public final class TickEventIds {

  private static final String PREFIX = "tick:";

  private TickEventIds() {}

  /** The id of the fact that an asset's time has come. */
  public static String eventId(String assetId, Instant dueAt) {
    return PREFIX + "%s:%d".formatted(assetId, dueAt.toEpochMilli());
  }

  /** Whether it was time alone that led to a record with this {@code causation_id}. */
  public static boolean isTick(@Nullable String causationId) {
    return causationId != null && causationId.startsWith(PREFIX);
  }
}
