package io.proofline.processor.topology.review;

import static org.apache.kafka.streams.kstream.Named.as;

import io.proofline.processor.topology.CollectionKey;
import io.proofline.processor.topology.ProcessorMetrics;
import io.proofline.processor.topology.RulesStore;
import io.proofline.schemas.Topic;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.AuditCheckpoint;
import io.proofline.schemas.avro.AuditEntry;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/**
 * From facts to what should happen next. Reads facts and rules, and nothing else.
 *
 * <pre>
 * facts ── fold ──┬── commands.ziflow.urgent, commands.ziflow, commands.ziflow.later
 *                 ├── commands.photoshelter.urgent, commands.photoshelter, commands.photoshelter.later
 *                 ├── commands.transfer
 *                 ├── proof-permits
 *                 ├── audit ── checkpoint ── audit.checkpoints
 *                 ├── collection.items
 *                 └── reviews
 * </pre>
 */
public final class ReviewTopology {

  /** The store of reviews, by asset id. */
  public static final String REVIEWS = "reviews";

  /** The store of their public views, by asset id. */
  public static final String VIEWS = "views";

  /** The global store of rules, by name and by name and version. */
  public static final String RULES = RulesStore.NAME;

  private final Topics topics;
  private final String account;
  private final String rulesName;
  private final ProcessorSupplier<String, AuditEntry, String, AuditCheckpoint> checkpoints;
  private final ProcessorMetrics metrics;

  public ReviewTopology(
      Topics topics,
      String account,
      String rulesName,
      ProcessorSupplier<String, AuditEntry, String, AuditCheckpoint> checkpoints,
      ProcessorMetrics metrics) {
    this.topics = topics;
    this.account = account;
    this.rulesName = rulesName;
    this.checkpoints = checkpoints;
    this.metrics = metrics;
  }

  /** Draws it. */
  public void addTo(StreamsBuilder builder) {
    RulesStore.addTo(builder, topics);
    var facts = topics.facts();
    var emissions =
        builder.stream(
                facts.name(), Consumed.with(facts.keys(), facts.values()).withName("facts-in"))
            .processValues(
                ReviewProcessor.supplier(topics, account, rulesName, metrics), as("fold"));
    writeCommands(only(emissions, ReviewOutput.OfCommand.class, "commands"));
    writeCollectionItems(only(emissions, ReviewOutput.OfCollectionItem.class, "items"));
    only(emissions, ReviewOutput.OfPermitRequest.class, "turns")
        .map((_, e) -> KeyValue.pair(account, e.request()), as("by-account"))
        .to(topics.proofPermits().name(), to(topics.proofPermits(), "turns-out"));
    var entries =
        only(emissions, ReviewOutput.OfAuditEntry.class, "entries")
            .mapValues(ReviewOutput.OfAuditEntry::entry, as("entries"));
    entries.to(topics.audit().name(), to(topics.audit(), "audit-out"));
    entries
        .process(checkpoints, as("checkpoint"))
        .to(topics.auditCheckpoints().name(), to(topics.auditCheckpoints(), "checkpoints-out"));
    only(emissions, ReviewOutput.OfView.class, "views")
        .mapValues(ReviewOutput.OfView::view, as("views"))
        .to(topics.reviews().name(), to(topics.reviews(), "reviews-out"));
  }

  private void writeCommands(KStream<String, ReviewOutput.OfCommand> commands) {
    for (var lane : topics.commandLanes()) {
      var name = lane.name().replace('.', '-');
      commands
          .filter((_, e) -> e.lane().equals(lane), as("for-" + name))
          .map((_, e) -> KeyValue.pair(e.key(), e.command()), as("by-worker-" + name))
          .to(lane.name(), to(lane, name + "-out"));
    }
  }

  private void writeCollectionItems(KStream<String, ReviewOutput.OfCollectionItem> items) {
    items
        .map(
            (_, e) -> KeyValue.pair(CollectionKey.of(e.collection(), e.assetId()), e.item()),
            as("by-collection"))
        .to(
            topics.collectionItems().name(),
            to(topics.collectionItems(), "items-out")
                .withStreamPartitioner(CollectionKey.byPath()));
  }

  private static <T extends ReviewOutput> KStream<String, T> only(
      KStream<String, ReviewOutput> emissions, Class<T> kind, String name) {
    return emissions
        .filter((_, reviewOutput) -> kind.isInstance(reviewOutput), as("only-" + name))
        .mapValues(kind::cast, as("as-" + name));
  }

  private static <V> Produced<String, V> to(Topic<String, V> topic, String node) {
    return Produced.with(topic.keys(), topic.values()).withName(node);
  }
}
