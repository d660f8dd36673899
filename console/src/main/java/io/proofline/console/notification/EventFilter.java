package io.proofline.console.notification;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events that a subscription is about; all conditions must hold.
 *
 * @param kinds of events; empty for all
 * @param rule name of the rule that applied; null for any
 * @param collection path of a collection that has the asset; null for any
 * @param assetId null for any
 */
record EventFilter(
    List<String> kinds,
    @Nullable String rule,
    @Nullable String collection,
    @Nullable String assetId) {

  EventFilter {
    kinds = List.copyOf(kinds);
  }

  /** Whether it takes events that are about no asset. */
  boolean takesOperational(String kind) {
    return (kinds.isEmpty() || kinds.contains(kind))
        && rule == null
        && collection == null
        && assetId == null;
  }
}
