package io.proofline.workers.ziflow;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of a request to create a proof.
 *
 * @param fileUrl the address from which Ziflow fetches the file
 * @param marker our id for the proof; Ziflow repeats it in every event and can search by it
 * @param previousProofId the proof of which this becomes the next version; null for a first version
 * @param folderId null for the account's top level
 * @param brief a text for reviewers; null for none
 * @param security in Ziflow's terms; null for the account's default
 * @param signatureRequired whether decisions must be signed electronically
 * @param owner e-mail address of the proof's owner
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

  /** A stage: its name, whose decisions end it, its deadline, its members. */
  record NewStage(
      String name, FinalStatus finalStatus, @Nullable Instant deadline, List<NewMember> members) {}

  /**
   * Whose decisions end a stage.
   *
   * @param type in Ziflow's terms
   * @param email the person who decides, if it is one person; else null
   */
  record FinalStatus(String type, @Nullable String email) {}

  /**
   * A member of a stage.
   *
   * @param decision whether this person is asked for a decision
   * @param manage whether this person may manage the proof
   * @param notification in Ziflow's terms; null for the person's own setting
   */
  record NewMember(String email, boolean decision, boolean manage, @Nullable String notification) {}
}
