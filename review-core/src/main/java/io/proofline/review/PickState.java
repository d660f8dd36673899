package io.proofline.review;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an asset came under review: selected by a person, or matched by a rule.
 *
 * @param selections how often a person selected the asset
 * @param quietSince when a rule matched or the asset was last edited since; null if no rule matches
 * @param backfill whether a person had the rules evaluated for an asset older than the rule
 * @param heldSince since when the proof rate limit holds the asset; null if it does not
 * @param finalOf id of the asset that this one is a final of; null for none
 */
public record PickState(
    int selections,
    @Nullable Instant quietSince,
    boolean backfill,
    @Nullable Instant heldSince,
    @Nullable String finalOf) {

  static final PickState NONE = new PickState(0, null, false, null, null);

  boolean isSelected() {
    return selections > 0;
  }

  PickState select() {
    return new PickState(selections + 1, quietSince, backfill, null, finalOf);
  }

  PickState startQuietPeriod(Instant time) {
    return new PickState(selections, time, backfill, heldSince, finalOf);
  }

  PickState startBackfill(Instant time) {
    return new PickState(selections, time, true, heldSince, finalOf);
  }

  PickState clearMatch() {
    return new PickState(selections, null, false, heldSince, finalOf);
  }

  PickState hold(@Nullable Instant since) {
    return new PickState(selections, quietSince, backfill, since, finalOf);
  }

  PickState markFinalOf(String source) {
    return new PickState(selections, quietSince, backfill, heldSince, source);
  }
}
