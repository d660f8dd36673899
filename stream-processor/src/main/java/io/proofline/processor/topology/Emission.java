package io.proofline.processor.topology;

import io.proofline.schemas.Topic;
import io.proofline.schemas.avro.AuditEntry;
import io.proofline.schemas.avro.CollectionItem;
import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.ReviewView;
import io.proofline.schemas.avro.Turn;
import org.jspecify.annotations.Nullable;

/** What leaves review. */
sealed interface Emission {

  /**
   * A call to be made.
   *
   * @param key of the worker that makes it: the asset, or the root of a container
   */
  record OfCommand(Topic<String, Command> lane, String key, Command command) implements Emission {}

  /** A question for the brake. */
  record OfTurn(Turn turn) implements Emission {}

  /**
   * What the public may know.
   *
   * @param view null when the review's life is over
   */
  record OfView(@Nullable ReviewView view) implements Emission {}

  /**
   * An asset in a collection.
   *
   * @param item null when it is there no longer
   */
  record OfItem(String collection, String assetId, @Nullable CollectionItem item)
      implements Emission {}

  /** One thing that happened. */
  record OfEntry(AuditEntry entry) implements Emission {}
}
