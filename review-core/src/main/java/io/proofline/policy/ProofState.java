package io.proofline.policy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Ziflow said of a proof when it was read.
 *
 * @param gone Ziflow does not know it; the rest is what it said before, if it ever did
 * @param status Ziflow's word; null where it gave none
 * @param archived put away by a person
 * @param link where a person opens it; null where Ziflow gives none
 * @param laterIds the proofs of later versions, the oldest first
 */
public record ProofState(
    boolean gone,
    @Nullable String status,
    boolean archived,
    @Nullable String link,
    List<String> laterIds,
    List<StageStatus> stages) {

  public ProofState {
    laterIds = laterIds == null ? List.of() : List.copyOf(laterIds); // stored before there were any
    stages = List.copyOf(stages);
  }

  /** Ziflow could not make a proof of the file. */
  public boolean failed() {
    return "failed".equals(status);
  }

  /** What was known before, of a proof that is gone. */
  public ProofState markGone() {
    return new ProofState(true, status, archived, link, laterIds, stages);
  }

  /** A stage by its name. */
  public Optional<StageStatus> stage(String name) {
    return stages.stream().filter(s -> s.name().equals(name)).findFirst();
  }

  /**
   * One stage.
   *
   * @param id Ziflow's
   * @param decision Ziflow's own sum over the stage; null or pending while it is open
   */
  public record StageStatus(
      @Nullable String id,
      String name,
      @Nullable String status,
      @Nullable String decision,
      List<ReviewerDecision> members) {

    public StageStatus {
      members = List.copyOf(members);
    }
  }

  /**
   * One reviewer's decision.
   *
   * @param reviewerId Ziflow's id of the reviewer on this proof
   * @param personId whose it is; null where nobody knows
   * @param decides has the right to decide
   * @param decidedAt by Ziflow's clock; null while undecided, or where it does not say
   * @param reasons labels that were ticked
   */
  public record ReviewerDecision(
      String reviewerId,
      @Nullable String personId,
      boolean decides,
      @Nullable String decision,
      @Nullable Instant decidedAt,
      List<String> reasons) {

    public ReviewerDecision {
      reasons = List.copyOf(reasons);
    }
  }
}
