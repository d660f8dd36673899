package io.proofline.processor.topology;

import static org.apache.kafka.streams.kstream.Named.as;

import io.proofline.schemas.Topic;
import io.proofline.schemas.Topics;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;

/**
 * From facts to what should happen next. Reads facts and rules, and nothing else.
 *
 * <pre>
 * facts ── fold ──┬── commands.ziflow.urgent, commands.ziflow, commands.ziflow.later
 *                 ├── commands.photoshelter.urgent, commands.photoshelter, commands.photoshelter.later
 *                 ├── commands.transfer
 *                 ├── turns
 *                 ├── audit
 *                 ├── collection.items
 *                 └── reviews
 * </pre>
 */
public final class ReviewTopology {

  /** The store of reviews, by asset id. */
  public static final String REVIEWS = "reviews";

  /** The store of their public views, by asset id. */
  public static final String VIEWS = "views";

  private final Topics topics;
  private final String account;
  private final String rulesName;
  private final ProcessorMetrics metrics;

  public ReviewTopology(Topics topics, String account, String rulesName, ProcessorMetrics metrics) {
    this.topics = topics;
    this.account = account;
    this.rulesName = rulesName;
    this.metrics = metrics;
  }

  /** Draws it. */
  public void addTo(StreamsBuilder builder) {
    RulesInForce.addTo(builder, topics);
    var facts = topics.facts();
    var emissions =
        builder.stream(
                facts.name(), Consumed.with(facts.keys(), facts.values()).withName("facts-in"))
            .processValues(Fold.supplier(topics, account, rulesName, metrics), as("fold"));
    sendCommands(only(emissions, Emission.OfCommand.class, "commands"));
    sendItems(only(emissions, Emission.OfItem.class, "items"));
    only(emissions, Emission.OfTurn.class, "turns")
        .map((_, e) -> KeyValue.pair(account, e.turn()), as("by-account"))
        .to(topics.turns().name(), to(topics.turns(), "turns-out"));
    only(emissions, Emission.OfEntry.class, "entries")
        .mapValues(Emission.OfEntry::entry, as("entries"))
        .to(topics.audit().name(), to(topics.audit(), "audit-out"));
    only(emissions, Emission.OfView.class, "views")
        .mapValues(Emission.OfView::view, as("views"))
        .to(topics.reviews().name(), to(topics.reviews(), "reviews-out"));
  }

  private void sendCommands(KStream<String, Emission.OfCommand> commands) {
    for (var lane : topics.commandLanes()) {
      var name = lane.name().replace('.', '-');
      commands
          .filter((_, e) -> e.lane().equals(lane), as("for-" + name))
          .map((_, e) -> KeyValue.pair(e.key(), e.command()), as("by-worker-" + name))
          .to(lane.name(), to(lane, name + "-out"));
    }
  }

  private void sendItems(KStream<String, Emission.OfItem> items) {
    items
        .map(
            (_, e) -> KeyValue.pair(CollectionKey.of(e.collection(), e.assetId()), e.item()),
            as("by-collection"))
        .to(
            topics.collectionItems().name(),
            to(topics.collectionItems(), "items-out")
                .withStreamPartitioner(CollectionKey.byPath()));
  }

  private static <T extends Emission> KStream<String, T> only(
      KStream<String, Emission> emissions, Class<T> kind, String name) {
    return emissions
        .filter((_, emission) -> kind.isInstance(emission), as("only-" + name))
        .mapValues(kind::cast, as("as-" + name));
  }

  private static <V> Produced<String, V> to(Topic<String, V> topic, String node) {
    return Produced.with(topic.keys(), topic.values()).withName(node);
  }
}
