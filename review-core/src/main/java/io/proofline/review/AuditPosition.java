package io.proofline.review;

import io.proofline.hash.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The end of the asset's audit trail.
 *
 * @param sequence number of the newest entry; 0 before the first
 * @param hash hash of the newest entry; 64 zeros before the first
 * @param decisions the last 128 recorded decisions, so that none is recorded twice
 */
public record AuditPosition(long sequence, String hash, List<RecordedDecision> decisions) {

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

    /** Decisions have no id; an event and a read give times of one decision within 5 seconds. */
    boolean isSameAs(RecordedDecision other) {
      return isOfSameReviewer(other) && decision.equals(other.decision) && areNear(at, other.at);
    }

    boolean isOfSameReviewer(RecordedDecision other) {
      return proofId.equals(other.proofId)
          && reviewerId.equals(other.reviewerId)
          && (stage == null || other.stage == null || stage.equals(other.stage));
    }

    private static boolean areNear(@Nullable Instant one, @Nullable Instant other) {
      return one == null
          || other == null
          || Duration.between(one, other).abs().compareTo(SAME) <= 0;
    }
  }

  boolean isRecorded(RecordedDecision recordedDecision) {
    return decisions.stream().anyMatch(recordedDecision::isSameAs);
  }

  /** The latest recorded decision of the same reviewer in the same stage. */
  Optional<RecordedDecision> latest(RecordedDecision of) {
    RecordedDecision latest = null;
    for (var one : decisions) {
      boolean later =
          latest == null
              || one.at() == null
              || latest.at() == null
              || !one.at().isBefore(latest.at());
      if (one.isOfSameReviewer(of) && later) {
        latest = one;
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
