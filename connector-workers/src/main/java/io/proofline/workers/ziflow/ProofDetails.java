package io.proofline.workers.ziflow;

import io.proofline.schemas.avro.ProofState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A proof as it was read, with what stays inside the workers: addresses of people, and of its file.
 *
 * @param marker null where it carries none
 * @param owner e-mail address; null where it is not said
 * @param downloadLink null where its file can't be had
 */
record ProofDetails(
    ProofState state,
    @Nullable String marker,
    @Nullable String owner,
    @Nullable String downloadLink,
    List<StageDetails> stages) {

  /** A stage of it, in Ziflow's order. */
  record StageDetails(String id, String name, List<MemberDetails> members) {}

  /**
   * Somebody on a stage.
   *
   * @param id of the reviewer
   * @param email null where it is not said
   */
  record MemberDetails(String id, @Nullable String email) {}

  /** Nobody's address. */
  @Override
  public String toString() {
    return "KnownProof[%s]".formatted(state.getProofId());
  }
}
