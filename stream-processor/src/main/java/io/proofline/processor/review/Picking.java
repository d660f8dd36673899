package io.proofline.processor.review;

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
public record Picking(
    int wishes,
    @Nullable Instant settlingSince,
    boolean backfill,
    @Nullable Instant heldSince,
    @Nullable String finalOf) {

  static final Picking NONE = new Picking(0, null, false, null, null);

  boolean isSelected() {
    return wishes > 0;
  }

  Picking selected() {
    return new Picking(wishes + 1, settlingSince, backfill, null, finalOf);
  }

  Picking foundAt(Instant time) {
    return new Picking(wishes, time, backfill, heldSince, finalOf);
  }

  Picking backfilledAt(Instant time) {
    return new Picking(wishes, time, true, heldSince, finalOf);
  }

  Picking lost() {
    return new Picking(wishes, null, false, heldSince, finalOf);
  }

  Picking held(@Nullable Instant since) {
    return new Picking(wishes, settlingSince, backfill, since, finalOf);
  }

  Picking filedFrom(String source) {
    return new Picking(wishes, settlingSince, backfill, heldSince, source);
  }
}
