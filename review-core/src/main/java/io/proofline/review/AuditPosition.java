package io.proofline.review;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far the asset's audit trail has come.
 *
 * @param sequence of the newest entry; 0 before the first
 * @param hash of the newest entry; 64 zeros before the first
 * @param judgements decisions that are on record, so that none is entered twice
 */
public record AuditPosition(long sequence, String hash, List<RecordedDecision> judgements) {

  private static final int MOST = 128;
  private static final Duration SAME = Duration.ofSeconds(5);

  static final AuditPosition EMPTY = new AuditPosition(0, "0".repeat(64), List.of());

  public AuditPosition {
    judgements = List.copyOf(judgements);
  }

  /**
   * A reviewer's decision.
   *
   * @param at by Ziflow's clock; null where it does not say
   */
  public record RecordedDecision(
      String proofId,
      String reviewerId,
      @Nullable String stage,
      String decision,
      @Nullable Instant at) {

    /** An event and a reading tell the time of one decision almost alike, and it has no id. */
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
    return judgements.stream().anyMatch(recordedDecision::isSameAs);
  }

  /** The latest decision on record of the same reviewer on the same stage. */
  Optional<RecordedDecision> latest(RecordedDecision of) {
    RecordedDecision latest = null;
    for (var one : judgements) {
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
    var list = new ArrayList<>(judgements);
    list.add(recordedDecision);
    return new AuditPosition(
        sequence, hash, list.subList(Math.max(0, list.size() - MOST), list.size()));
  }

  /** After an entry was written. */
  public AuditPosition at(long newSequence, String newHash) {
    return new AuditPosition(newSequence, newHash, judgements);
  }
}
