package io.proofline.console.changes;

import io.proofline.console.readmodel.ReviewsPosition;
import org.jspecify.annotations.Nullable;

/** An event of {@link Changes}. Each has the position from which its follower can continue. */
public sealed interface ChangeEvent {

  ReviewsPosition position();

  /** All changes up to this position have been told. */
  record Told(ReviewsPosition position) implements ChangeEvent {}

  /**
   * Changes before this position are not known: the follower's own position is too old or of a
   * former read model. It has to list everything again.
   */
  record Reset(ReviewsPosition position) implements ChangeEvent {}

  /**
   * A review changed, was created or was deleted. Of several changes only the last may be told.
   *
   * @param fileName null before the first snapshot of the asset, and if the review was deleted
   * @param state word of the API; null if the review was deleted
   * @param waits word of the API; null if the review was deleted
   * @param reason null for none
   * @param changesWaiting whether it began to wait for a person, waits for another cause, or does
   *     not wait any more
   */
  record ReviewChange(
      String assetId,
      @Nullable String fileName,
      @Nullable String state,
      @Nullable String waits,
      @Nullable String reason,
      boolean changesWaiting,
      ReviewsPosition position)
      implements ChangeEvent {

    /** Whether the review was deleted, with all that is known of its asset. */
    public boolean isDeleted() {
      return state == null;
    }
  }
}
