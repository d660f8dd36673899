package io.proofline.processor.topology.review;

import io.proofline.schemas.Topic;
import io.proofline.schemas.avro.AuditEntry;
import io.proofline.schemas.avro.CollectionItem;
import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.ProofPermitRequest;
import io.proofline.schemas.avro.ReviewView;
import org.jspecify.annotations.Nullable;

/** What leaves review. */
sealed interface ReviewOutput {

  /**
   * A call to be made.
   *
   * @param key of the worker that makes it: the asset, or the root of a container
   */
  record OfCommand(Topic<String, Command> lane, String key, Command command)
      implements ReviewOutput {}

  /** A question for the brake. */
  record OfPermitRequest(ProofPermitRequest request) implements ReviewOutput {}

  /**
   * What the public may know.
   *
   * @param view null when the review's life is over
   */
  record OfView(@Nullable ReviewView view) implements ReviewOutput {}

  /**
   * An asset in a collection.
   *
   * @param item null when it is there no longer
   */
  record OfCollectionItem(String collection, String assetId, @Nullable CollectionItem item)
      implements ReviewOutput {}

  /** One thing that happened. */
  record OfAuditEntry(AuditEntry entry) implements ReviewOutput {}
}
