package io.proofline.review;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a review stands, in a photo editor's words.
 *
 * @param reason why, where the state does not say it; null otherwise
 * @param waiting what of it waits for a person; null for nothing
 */
public record ReviewSummary(ReviewState state, @Nullable String reason, @Nullable Waiting waiting) {

  /** The states that a review can be in. */
  public enum ReviewState {
    /** No rule is for it, and nobody selected it. */
    NOT_PICKED,
    /** A rule found it; it waits until nobody edits it any more. */
    SETTLING,
    /** Somebody selected it; it is looked at. */
    SELECTED,
    /** It is beyond the proofs of an hour, and waits for a go-ahead. */
    HELD,
    /** Its proof is being made. */
    OPENING,
    /** A rule in watch mode is for it: nothing is done. */
    WATCHED,
    IN_REVIEW,
    APPROVED,
    NEEDS_CHANGES,
    REJECTED,
    NOBODY_DECIDED,
    /** A person withdrew it, whatever the reviewers said. */
    WITHDRAWN,
    /** What is approved is another file than this one. */
    SUPERSEDED,
    PAUSED,
    CANCELLED,
    STUCK,
    TRASHED,
    /** The library has it no longer. */
    GONE,
    /** It is the final of another asset, whose review follows it. */
    FINAL
  }

  /**
   * What waits for a person.
   *
   * @param nextStep what that person can do
   */
  public record Waiting(WaitReason kind, Instant since, String reason, String nextStep) {

    /** Why something waits. */
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
