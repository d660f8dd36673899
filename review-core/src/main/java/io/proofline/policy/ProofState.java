package io.proofline.policy;

import io.proofline.text.ComparableText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of one proof in Ziflow.
 *
 * @param gone whether Ziflow no longer has the proof; the other values are then the last known ones
 * @param status Ziflow's status word; null if it gave none
 * @param archived whether a person archived the proof
 * @param link URL under which a person opens the proof; null if Ziflow gave none
 * @param laterIds ids of the proofs of later versions, the oldest first
 * @param locked whether nobody can make or take back a decision; null if unknown, as in states
 *     stored before it was recorded
 */
public record ProofState(
    boolean gone,
    @Nullable String status,
    boolean archived,
    @Nullable String link,
    List<String> laterIds,
    List<StageStatus> stages,
    @Nullable Boolean locked) {

  public ProofState {
    laterIds =
        laterIds == null ? List.of() : List.copyOf(laterIds); // absent in states stored earlier
    stages = List.copyOf(stages);
  }

  /** A state that does not say whether the proof is locked. */
  public ProofState(
      boolean gone,
      @Nullable String status,
      boolean archived,
      @Nullable String link,
      List<String> laterIds,
      List<StageStatus> stages) {
    this(gone, status, archived, link, laterIds, stages, null);
  }

  /** Whether Ziflow could not make a proof of the file. */
  public boolean failed() {
    return "failed".equals(status);
  }

  /** The same state of a proof that no longer exists. */
  public ProofState markGone() {
    return new ProofState(true, status, archived, link, laterIds, stages, locked);
  }

  /** A stage by its name; names are compared as {@link ComparableText}. */
  public Optional<StageStatus> stage(String name) {
    return stages.stream().filter(s -> ComparableText.areEqual(s.name(), name)).findFirst();
  }

  /**
   * The status of one stage.
   *
   * @param id Ziflow's id
   * @param decision Ziflow's result over all reviewers of the stage; null or pending if it is open
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
   * @param personId pseudonym of the person; null if unknown
   * @param decides whether the reviewer has the right to decide
   * @param decidedAt by Ziflow's clock; null if undecided, or if Ziflow gave no time
   * @param reasons labels of the reasons that the reviewer ticked
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
