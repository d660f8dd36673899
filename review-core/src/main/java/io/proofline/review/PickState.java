package io.proofline.review;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why an asset is reviewed, if it is.
 *
 * @param wishes how often somebody selected it
 * @param settlingSince when a rule found it, or somebody edited it after that; null when no rule
 *     did
 * @param backfill it was there before the rule, and is taken up by a person's word
 * @param heldSince since when the brake holds it; null when it does not
 * @param finalOf the asset that it is the final of; null for none
 */
public record PickState(
    int wishes,
    @Nullable Instant settlingSince,
    boolean backfill,
    @Nullable Instant heldSince,
    @Nullable String finalOf) {

  static final PickState NONE = new PickState(0, null, false, null, null);

  boolean isSelected() {
    return wishes > 0;
  }

  PickState select() {
    return new PickState(wishes + 1, settlingSince, backfill, null, finalOf);
  }

  PickState startQuietPeriod(Instant time) {
    return new PickState(wishes, time, backfill, heldSince, finalOf);
  }

  PickState startBackfill(Instant time) {
    return new PickState(wishes, time, true, heldSince, finalOf);
  }

  PickState clearMatch() {
    return new PickState(wishes, null, false, heldSince, finalOf);
  }

  PickState hold(@Nullable Instant since) {
    return new PickState(wishes, settlingSince, backfill, since, finalOf);
  }

  PickState markFinalOf(String source) {
    return new PickState(wishes, settlingSince, backfill, heldSince, source);
  }
}
