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
 * @param pick how and when it came under review last; null if it did not, or in states stored
 *     before this was recorded
 */
public record PickState(
    int selections,
    @Nullable Instant quietSince,
    boolean backfill,
    @Nullable Instant heldSince,
    @Nullable String finalOf,
    @Nullable Pick pick) {

  static final PickState NONE = new PickState(0, null, false, null, null, null);

  /** How and when the asset came under review. */
  public record Pick(PickedBy by, Instant at) {}

  /** How an asset came under review. The names are stored. */
  public enum PickedBy {
    GALLERY,
    KEYWORD,
    /** A person's request, or a signed hook. */
    REQUEST,
    RULE,
    /** A rule that a person had evaluated for an asset older than the rule. */
    BACKFILL
  }

  boolean isSelected() {
    return selections > 0;
  }

  PickState select(PickedBy by, Instant time) {
    return new PickState(selections + 1, quietSince, backfill, null, finalOf, new Pick(by, time));
  }

  /** A rule picked the asset. */
  PickState pickByRule(Instant time) {
    return withPick(new Pick(backfill ? PickedBy.BACKFILL : PickedBy.RULE, time));
  }

  /** A request picked the asset, unless it was picked before. */
  PickState pickByReroute(Instant time) {
    return pick == null ? withPick(new Pick(PickedBy.REQUEST, time)) : this;
  }

  private PickState withPick(Pick known) {
    return new PickState(selections, quietSince, backfill, heldSince, finalOf, known);
  }

  PickState startQuietPeriod(Instant time) {
    return new PickState(selections, time, backfill, heldSince, finalOf, pick);
  }

  PickState startBackfill(Instant time) {
    return new PickState(selections, time, true, heldSince, finalOf, pick);
  }

  PickState clearMatch() {
    return new PickState(selections, null, false, heldSince, finalOf, pick);
  }

  PickState hold(@Nullable Instant since) {
    return new PickState(selections, quietSince, backfill, since, finalOf, pick);
  }

  PickState markFinalOf(String source) {
    return new PickState(selections, quietSince, backfill, heldSince, source, pick);
  }
}
