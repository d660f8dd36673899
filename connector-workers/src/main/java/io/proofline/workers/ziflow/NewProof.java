package io.proofline.workers.ziflow;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A proof as Ziflow is asked to make it.
 *
 * @param source where Ziflow fetches the file
 * @param marker comes back in every event, and is searchable
 * @param previous the proof of which this becomes the next version; null for a first
 * @param brief what reviewers are told; null for nothing
 * @param security Ziflow's word; null for the account's default
 * @param signature decisions are signed
 */
record NewProof(
    String name,
    URI source,
    String marker,
    @Nullable String previous,
    @Nullable String folderId,
    @Nullable String brief,
    @Nullable String security,
    boolean signature,
    String owner,
    List<Stage> stages) {

  /** A stage, by whose decision it ends, until when, and who is on it. */
  record Stage(
      String name, FinalStatus finalStatus, @Nullable Instant deadline, List<Member> members) {}

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
  record Member(String email, boolean decision, boolean manage, @Nullable String notification) {}
}
