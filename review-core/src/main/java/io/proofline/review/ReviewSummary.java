package io.proofline.review;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of a review, for a photo editor.
 *
 * @param reason why, if the state alone does not explain it; else null
 * @param waiting the part that waits for a person; null for none
 */
public record ReviewSummary(ReviewState state, @Nullable String reason, @Nullable Waiting waiting) {

  /** The states that a review can be in. */
  public enum ReviewState {
    /** No rule matches the asset, and no person selected it. */
    NOT_PICKED,
    /** A rule matches, and the quiet period is running. */
    SETTLING,
    /** A person selected the asset, and it is being read. */
    SELECTED,
    /** The hourly limit of proofs is reached; the proof waits for a go-ahead. */
    HELD,
    /** The proof is being created. */
    OPENING,
    /** The rule only watches: no command is issued. */
    WATCHED,
    IN_REVIEW,
    APPROVED,
    NEEDS_CHANGES,
    REJECTED,
    NOBODY_DECIDED,
    /** A person withdrew the asset, regardless of the reviewers. */
    WITHDRAWN,
    /** Another file than this one is approved. */
    SUPERSEDED,
    PAUSED,
    CANCELLED,
    STUCK,
    TRASHED,
    /** The library no longer has the asset. */
    GONE,
    /** The asset is a final of another asset, which has the review. */
    FINAL
  }

  /**
   * A part of the review that waits for a person.
   *
   * @param nextStep the next step for the person, if possible as a command
   */
  public record Waiting(WaitReason kind, Instant since, String reason, String nextStep) {

    /** Why it waits. */
    public enum WaitReason {
      STUCK,
      DEAD_COMMAND,
      UNMATCHED,
      HELD,
      OVERDUE,
      NO_RULE,
      UNANSWERED,
      LEFT_IN_SELECT
    }
  }
}
