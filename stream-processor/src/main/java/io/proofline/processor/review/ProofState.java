package io.proofline.processor.review;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Ziflow said of a proof when it was read.
 *
 * @param gone Ziflow does not know it; the rest then says nothing
 * @param status Ziflow's word; null where it gave none
 * @param link where a person opens it; null where Ziflow gives none
 */
public record ProofState(
    boolean gone, @Nullable String status, @Nullable String link, List<Stage> stages) {

  public ProofState {
    stages = List.copyOf(stages);
  }

  /** Ziflow could not make a proof of the file. */
  public boolean failed() {
    return "failed".equals(status);
  }

  /**
   * One stage.
   *
   * @param decision Ziflow's own sum over the stage; null or pending while it is open
   */
  public record Stage(
      String name, @Nullable String status, @Nullable String decision, List<Member> members) {

    public Stage {
      members = List.copyOf(members);
    }
  }

  /**
   * One reviewer's decision.
   *
   * @param decides has the right to decide
   * @param reasons labels that were ticked
   */
  public record Member(boolean decides, @Nullable String decision, List<String> reasons) {

    public Member {
      reasons = List.copyOf(reasons);
    }
  }
}
