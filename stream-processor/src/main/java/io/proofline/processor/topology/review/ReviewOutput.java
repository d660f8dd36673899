package io.proofline.processor.topology.review;

import io.proofline.schemas.Topic;
import io.proofline.schemas.avro.AuditEntry;
import io.proofline.schemas.avro.CheckpointDue;
import io.proofline.schemas.avro.CollectionItem;
import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.ProofPermitRequest;
import io.proofline.schemas.avro.ReviewView;
import org.jspecify.annotations.Nullable;

/** A result of review, on its way to an output topic. */
sealed interface ReviewOutput {

  /**
   * A command for a worker.
   *
   * @param key the record's key, which orders commands: the asset, or the root of a container
   */
  record OfCommand(Topic<String, Command> lane, String key, Command command)
      implements ReviewOutput {}

  /** A permit request, which intake's rate limit decides. */
  record OfPermitRequest(ProofPermitRequest request) implements ReviewOutput {}

  /**
   * The public view of a review.
   *
   * @param view null if the review is over
   */
  record OfView(@Nullable ReviewView view) implements ReviewOutput {}

  /**
   * An asset in a collection.
   *
   * @param item null if the asset is no longer in it
   */
  record OfCollectionItem(String collection, String assetId, @Nullable CollectionItem item)
      implements ReviewOutput {}

  /** A checkpoint of the audit trail that an export needs. */
  record OfCheckpointDue(CheckpointDue due) implements ReviewOutput {}

  /** An entry of the audit trail. */
  record OfAuditEntry(AuditEntry entry) implements ReviewOutput {}
}
