package io.proofline.processor.topology.review;

import static io.proofline.processor.topology.Nodes.only;
import static io.proofline.processor.topology.Nodes.sink;
import static org.apache.kafka.streams.kstream.Named.as;

import io.proofline.processor.topology.CollectionKey;
import io.proofline.processor.topology.Nodes;
import io.proofline.processor.topology.ProcessorMetrics;
import io.proofline.processor.topology.RulesStore;
import io.proofline.processor.topology.review.AuditCheckpointProcessor.Input;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.AuditCheckpoint;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/**
 * The topology of <i>review</i>: facts update reviews, which yield commands, audit entries and
 * views. Its only inputs are facts and rules.
 *
 * <pre>
 * facts ── process-review ──┬── commands.ziflow.urgent, commands.ziflow, commands.ziflow.later
 *                           ├── commands.photoshelter.urgent, commands.photoshelter,
 *                           │   commands.photoshelter.later
 *                           ├── commands.transfer
 *                           ├── proof-permits
 *                           ├── audit ── audit-checkpoint ── audit.checkpoints
 *                           ├── collection.items
 *                           └── reviews
 * </pre>
 */
public final class ReviewTopology {

  /** The store of reviews, by asset id. */
  public static final String REVIEWS = "reviews";

  /** The store of the reviews' public views, by asset id. */
  public static final String VIEWS = "views";

  private final Topics topics;
  private final String account;
  private final String rulesName;
  private final ProcessorSupplier<String, Input, String, AuditCheckpoint> checkpoints;
  private final ProcessorMetrics metrics;

  /**
   * The topology of an installation.
   *
   * @param rulesName name of the rules that apply
   * @param checkpoints signs the audit trail
   */
  public ReviewTopology(
      Topics topics,
      String account,
      String rulesName,
      ProcessorSupplier<String, Input, String, AuditCheckpoint> checkpoints,
      ProcessorMetrics metrics) {
    this.topics = topics;
    this.account = account;
    this.rulesName = rulesName;
    this.checkpoints = checkpoints;
    this.metrics = metrics;
  }

  /** Adds the topology to a builder. */
  public void addTo(StreamsBuilder builder) {
    RulesStore.addTo(builder, topics, metrics);
    var outputs =
        Nodes.source(builder, topics.facts())
            .process(
                ReviewProcessor.supplier(topics, account, rulesName, metrics),
                as("process-review"));
    writeCommands(only(outputs, ReviewOutput.OfCommand.class, "commands"));
    writeCollectionItems(only(outputs, ReviewOutput.OfCollectionItem.class, "collection-items"));
    only(outputs, ReviewOutput.OfPermitRequest.class, "permit-requests")
        .map((_, e) -> KeyValue.pair(account, e.request()), as("key-by-account"))
        .to(topics.proofPermits().name(), sink(topics.proofPermits(), "proof-permits-out"));
    var entries =
        only(outputs, ReviewOutput.OfAuditEntry.class, "audit-entries")
            .mapValues(ReviewOutput.OfAuditEntry::entry, as("audit-entries"));
    entries.to(topics.audit().name(), sink(topics.audit(), "audit-out"));
    entries
        .<Input>mapValues(Input.Entry::new, as("entries-to-sign"))
        .merge(
            only(outputs, ReviewOutput.OfCheckpointDue.class, "checkpoints-due")
                .mapValues(e -> new Input.Due(e.due()), as("checkpoints-due")),
            as("merge-checkpoints-due"))
        .process(checkpoints, as("audit-checkpoint"))
        .to(topics.auditCheckpoints().name(), sink(topics.auditCheckpoints(), "checkpoints-out"));
    only(outputs, ReviewOutput.OfView.class, "views")
        .mapValues(ReviewOutput.OfView::view, as("view-values"))
        .to(topics.reviews().name(), sink(topics.reviews(), "reviews-out"));
  }

  private void writeCommands(KStream<String, ReviewOutput.OfCommand> commands) {
    for (var lane : topics.commandLanes().all()) {
      var name = lane.name().replace('.', '-');
      commands
          .filter((_, e) -> e.lane().equals(lane), as("only-lane-" + name))
          .map((_, e) -> KeyValue.pair(e.key(), e.command()), as("key-by-worker-" + name))
          .to(lane.name(), sink(lane, name + "-out"));
    }
  }

  private void writeCollectionItems(KStream<String, ReviewOutput.OfCollectionItem> items) {
    items
        .map(
            (_, e) -> KeyValue.pair(CollectionKey.of(e.collection(), e.assetId()), e.item()),
            as("key-by-collection"))
        .to(
            topics.collectionItems().name(),
            sink(topics.collectionItems(), "items-out")
                .withStreamPartitioner(CollectionKey.byPath()));
  }
}
