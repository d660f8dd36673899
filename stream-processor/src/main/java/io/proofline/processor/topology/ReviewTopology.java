package io.proofline.processor.topology;

import static org.apache.kafka.streams.kstream.Named.as;

import io.proofline.schemas.Topic;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Command;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;

/**
 * From facts to what should happen next. Reads facts and rules, and nothing else.
 *
 * <pre>
 * facts ── fold ──┬── commands.ziflow
 *                 ├── commands.photoshelter
 *                 └── reviews
 * </pre>
 */
public final class ReviewTopology {

  /** The store of reviews, by asset id. */
  public static final String REVIEWS = "reviews";

  /** The store of their public views as last written, by asset id. */
  public static final String VIEWS = "views";

  /** The global store of rules: texts, and under each name the pointer to what is in force. */
  public static final String RULES = RulesInForce.STORE;

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
            .processValues(
                Fold.supplier(account, rulesName, topics.reviews().values(), metrics), as("fold"));
    emissions
        .filter((_, e) -> e instanceof Emission.OfView, as("only-views"))
        .mapValues(e -> ((Emission.OfView) e).view(), as("views"))
        .to(topics.reviews().name(), to(topics.reviews(), "reviews-out"));
    var commands =
        emissions
            .filter((_, e) -> e instanceof Emission.OfCommand, as("only-commands"))
            .mapValues(e -> ((Emission.OfCommand) e).command(), as("commands"));
    send(commands, topics.ziflowCommands(), "ziflow");
    send(commands, topics.libraryCommands(), "photoshelter");
  }

  private void send(KStream<String, Command> commands, Topic<String, Command> lane, String name) {
    commands
        .filter((_, command) -> lane(command).equals(lane), as("for-" + name))
        .to(lane.name(), to(lane, name + "-out"));
  }

  /** Which lane a command goes into. */
  private Topic<String, Command> lane(Command command) {
    return switch (command.getKind()) {
      case CREATE_PROOF, READ_PROOF -> topics.ziflowCommands();
      case READ_ASSET, WRITE_FIELDS -> topics.libraryCommands();
      case UPDATE_STAGES,
          DELETE_PROOF,
          ENSURE_CONTAINER,
          ENTER_GALLERY,
          LEAVE_GALLERY,
          DROP_KEYWORDS,
          FINGERPRINT,
          FILE_FINAL,
          UNKNOWN ->
          throw new IllegalArgumentException("A command of no kind");
    };
  }

  private static <V> Produced<String, V> to(Topic<String, V> topic, String node) {
    return Produced.with(topic.keys(), topic.values()).withName(node);
  }
}
