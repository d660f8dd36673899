package io.proofline.console.changes;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An event of {@link Changes}. Each has the position from which its follower can continue. */
public sealed interface ChangeEvent {

  FeedPosition position();

  /** All changes up to this position have been told. */
  record Told(FeedPosition position) implements ChangeEvent {}

  /**
   * Changes before this position are not known: the follower's own position is too old or of a
   * former read model. It has to list everything again.
   */
  record Reset(FeedPosition position) implements ChangeEvent {}

  /**
   * A pause started, was replaced or ended. Of several changes of one target only the last may be
   * told.
   *
   * @param target as the API names it
   * @param isPaused false if the pause ended
   * @param since when it started, or ended by itself; null if a person ended it
   * @param until when it ends by itself; null for never, and if it ended
   * @param reason of the pause; null for none, and if a person ended it
   */
  record PauseChange(
      String target,
      boolean isPaused,
      @Nullable Instant since,
      @Nullable Instant until,
      @Nullable String reason,
      FeedPosition position)
      implements ChangeEvent {

    PauseChange at(FeedPosition other) {
      return new PauseChange(target, isPaused, since, until, reason, other);
    }
  }

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
      FeedPosition position)
      implements ChangeEvent {

    /** Whether the review was deleted, with all that is known of its asset. */
    public boolean isDeleted() {
      return state == null;
    }
  }
}
