package io.proofline.workers.ziflow;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A proof as Ziflow is asked to make it.
 *
 * @param source where Ziflow fetches the file
 * @param marker comes back in every event, and is searchable
 */
record NewProof(
    String name,
    URI source,
    String marker,
    @Nullable String folderId,
    String owner,
    List<Stage> stages) {

  /** A stage, by whose decision it ends, and who is on it. */
  record Stage(String name, String finalStatus, List<Member> members) {}

  /** Somebody on a stage. */
  record Member(String email, boolean decision, boolean manage) {}
}
