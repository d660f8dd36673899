package io.proofline.review;

import io.proofline.hash.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The end of the asset's audit trail.
 *
 * @param sequence number of the newest entry; 0 before the first
 * @param hash hash of the newest entry; 64 zeros before the first
 * @param decisions the last 128 recorded decisions, so that none is recorded twice
 */
public record AuditPosition(long sequence, String hash, List<RecordedDecision> decisions) {

  /** The word of a decision that is not made yet, or revoked. */
  static final String PENDING = "pending";

  private static final int MOST = 128;
  private static final Duration SAME = Duration.ofSeconds(5);

  static final AuditPosition EMPTY = new AuditPosition(0, Sha256.ZEROS, List.of());

  public AuditPosition {
    decisions = List.copyOf(decisions);
  }

  /**
   * A reviewer's decision.
   *
   * @param at by Ziflow's clock; null if Ziflow gave no time
   */
  public record RecordedDecision(
      String proofId,
      String reviewerId,
      @Nullable String stage,
      String decision,
      @Nullable Instant at) {

    boolean isPending() {
      return decision.equals(PENDING);
    }

    /** Decisions have no id; an event and a read give times of one decision within 5 seconds. */
    private boolean isSameAs(RecordedDecision other) {
      return isOfSameReviewer(other) && decision.equals(other.decision) && areNear(at, other.at);
    }

    private boolean isOfSameReviewer(RecordedDecision other) {
      return proofId.equals(other.proofId)
          && reviewerId.equals(other.reviewerId)
          && (stage == null || other.stage == null || stage.equals(other.stage));
    }

    private boolean isAfter(RecordedDecision other) {
      return at != null && other.at != null && at.isAfter(other.at);
    }

    private static boolean areNear(@Nullable Instant one, @Nullable Instant other) {
      return one == null
          || other == null
          || Duration.between(one, other).abs().compareTo(SAME) <= 0;
    }
  }

  /**
   * Whether the decision of an event is recorded. A reviewer may decide, revoke and decide again
   * within seconds, so a recorded decision that another one followed before the event is not the
   * event's.
   */
  boolean isRecorded(RecordedDecision ofEvent) {
    return ofEvent.at() == null
        ? latest(ofEvent).filter(ofEvent::isSameAs).isPresent()
        : IntStream.range(0, decisions.size())
            .anyMatch(i -> decisions.get(i).isSameAs(ofEvent) && !isFollowed(i, ofEvent));
  }

  /** Whether the same reviewer decided otherwise between a recorded decision and a later event. */
  private boolean isFollowed(int index, RecordedDecision ofEvent) {
    var recorded = decisions.get(index);
    var others = recorded.at() == null ? decisions.subList(index + 1, decisions.size()) : decisions;
    return others.stream()
        .filter(ofEvent::isOfSameReviewer)
        .filter(ofEvent::isAfter)
        .anyMatch(other -> recorded.at() == null || other.isAfter(recorded));
  }

  /**
   * Whether the state of a proof shows no more than is recorded of a reviewer's decision. A state
   * that was read before the latest event shows a decision of that event as pending, so that only a
   * current state revokes a decision.
   *
   * @param current whether the state was read after all events of the proof
   * @param unchanged whether the previous state showed the same
   */
  boolean covers(RecordedDecision shown, boolean current, boolean unchanged) {
    var latest = latest(shown);
    if (latest.isEmpty()) {
      return unchanged || shown.isPending();
    }
    boolean replaces = current && !latest.get().decision().equals(shown.decision());
    if (shown.at() == null || shown.isPending()) {
      return !replaces;
    }
    boolean known = unchanged || decisions.stream().anyMatch(shown::isSameAs);
    return known && !(replaces && shown.isAfter(latest.get()));
  }

  /** The latest recorded decision of the same reviewer in the same stage. */
  Optional<RecordedDecision> latest(RecordedDecision of) {
    RecordedDecision latest = null;
    RecordedDecision latestDated = null;
    for (var one : decisions) {
      if (one.isOfSameReviewer(of) && (latestDated == null || !latestDated.isAfter(one))) {
        latest = one;
        latestDated = one.at() == null ? latestDated : one;
      }
    }
    return Optional.ofNullable(latest);
  }

  AuditPosition with(RecordedDecision recordedDecision) {
    var list = new ArrayList<>(decisions);
    list.add(recordedDecision);
    return new AuditPosition(
        sequence, hash, list.subList(Math.max(0, list.size() - MOST), list.size()));
  }

  /** The position after an entry was written. */
  public AuditPosition at(long newSequence, String newHash) {
    return new AuditPosition(newSequence, newHash, decisions);
  }
}
