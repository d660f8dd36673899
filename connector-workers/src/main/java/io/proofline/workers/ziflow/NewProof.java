package io.proofline.workers.ziflow;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A proof as Ziflow is asked to make it.
 *
 * @param fileUrl where Ziflow fetches the file
 * @param marker comes back in every event, and is searchable
 * @param previousProofId the proof of which this becomes the next version; null for a first
 * @param brief what reviewers are told; null for nothing
 * @param security Ziflow's word; null for the account's default
 * @param signatureRequired decisions are signed
 */
record NewProof(
    String name,
    URI fileUrl,
    String marker,
    @Nullable String previousProofId,
    @Nullable String folderId,
    @Nullable String brief,
    @Nullable String security,
    boolean signatureRequired,
    String owner,
    List<NewStage> stages) {

  /** A stage, by whose decision it ends, until when, and who is on it. */
  record NewStage(
      String name, FinalStatus finalStatus, @Nullable Instant deadline, List<NewMember> members) {}

  /**
   * By whose decision a stage ends.
   *
   * @param email whose, where that is one person's; null otherwise
   */
  record FinalStatus(String type, @Nullable String email) {}

  /**
   * Somebody on a stage.
   *
   * @param notification Ziflow's word; null for what that person chose
   */
  record NewMember(String email, boolean decision, boolean manage, @Nullable String notification) {}
}
