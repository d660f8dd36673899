package io.proofline.workers.ziflow;

import io.proofline.schemas.avro.ProofState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A proof as read from Ziflow, including data that must not leave the workers: people's addresses
 * and the link to the file.
 *
 * @param marker null if it carries none
 * @param owner e-mail address; null if Ziflow does not give it
 * @param downloadLink null if the file can't be downloaded
 */
record ProofDetails(
    ProofState state,
    @Nullable String marker,
    @Nullable String owner,
    @Nullable String downloadLink,
    List<StageDetails> stages) {

  /** A stage of the proof. */
  record StageDetails(String id, String name, List<MemberDetails> members) {}

  /**
   * A member of a stage.
   *
   * @param id the reviewer's id
   * @param email null if Ziflow does not give it
   */
  record MemberDetails(String id, @Nullable String email) {}

  /** Without addresses, so that none gets into a log. */
  @Override
  public String toString() {
    return "ProofDetails[%s]".formatted(state.getProofId());
  }
}
