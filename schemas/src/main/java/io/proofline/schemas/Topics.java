package io.proofline.schemas;

import io.proofline.schemas.Topic.Retention;
import io.proofline.schemas.avro.ApiState;
import io.proofline.schemas.avro.AuditCheckpoint;
import io.proofline.schemas.avro.AuditEntry;
import io.proofline.schemas.avro.CollectionItem;
import io.proofline.schemas.avro.CollectionView;
import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.Comment;
import io.proofline.schemas.avro.ContainerView;
import io.proofline.schemas.avro.DeadCommand;
import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.LedgerEntry;
import io.proofline.schemas.avro.LibrarySignal;
import io.proofline.schemas.avro.Link;
import io.proofline.schemas.avro.Outcome;
import io.proofline.schemas.avro.Person;
import io.proofline.schemas.avro.PollCursor;
import io.proofline.schemas.avro.PollSeen;
import io.proofline.schemas.avro.ProofPermitRequest;
import io.proofline.schemas.avro.Request;
import io.proofline.schemas.avro.ReviewView;
import io.proofline.schemas.avro.RulesRecord;
import io.proofline.schemas.avro.Switch;
import io.proofline.schemas.avro.UnattachedEvent;
import io.proofline.schemas.avro.UnreadableSignal;
import io.proofline.schemas.avro.ZiflowSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.Serdes;

/**
 * All topics of an installation. The constructor declares each topic's name, record, partition
 * count and retention. Installations can share a cluster under different prefixes. The partition
 * count can't be changed later; another count needs a new prefix and a rebuild.
 *
 * <p>Longer than 300 lines because each topic has a constructor entry and an accessor with its
 * Javadoc.
 */
public final class Topics {

  /** Retention of signals, requests, commands and outcomes. */
  public static final Duration LONG_RETENTION = Duration.ofDays(90);

  /** Longest time for which an erased name stays on Kafka's disks. */
  public static final Duration ERASED_WITHIN = Duration.ofDays(7);

  /** Retention of requests for a proof permit. */
  public static final Duration PERMIT_RETENTION = Duration.ofDays(7);

  /** Retention of events whose asset has to be found. */
  public static final Duration UNATTACHED_RETENTION = Duration.ofDays(2);

  /** The default partition count. */
  public static final int DEFAULT_PARTITIONS = 8;

  private final Topic<String, ZiflowSignal> ziflowSignals;
  private final Topic<String, LibrarySignal> librarySignals;
  private final Topic<String, UnreadableSignal> unreadableSignals;
  private final Topic<String, UnattachedEvent> unattachedEvents;
  private final Topic<String, Fact> facts;
  private final Topic<String, Link> links;
  private final Topic<String, Request> requests;
  private final Topic<String, RulesRecord> rules;
  private final Topic<String, Switch> switches;
  private final Topic<String, ProofPermitRequest> proofPermits;
  private final CommandLanes commandLanes;
  private final Topic<String, DeadCommand> deadCommands;
  private final Topic<String, Outcome> outcomes;
  private final Topic<String, LedgerEntry> ledger;
  private final Topic<String, ReviewView> reviews;
  private final Topic<String, CollectionItem> collectionItems;
  private final Topic<String, CollectionView> collections;
  private final Topic<String, ContainerView> containers;
  private final Topic<String, AuditEntry> audit;
  private final Topic<String, AuditCheckpoint> auditCheckpoints;
  private final Topic<String, Person> people;
  private final Topic<String, Comment> comments;
  private final Topic<String, PollCursor> pollCursor;
  private final Topic<String, PollSeen> pollSeen;
  private final Topic<String, ApiState> apis;
  private final List<Topic<?, ?>> all;

  private Topics(TopicFactory create) {
    ziflowSignals =
        create.topic(
            "signals.ziflow", ZiflowSignal.getClassSchema(), new Retention.ForTime(LONG_RETENTION));
    librarySignals =
        create.topic(
            "signals.photoshelter",
            LibrarySignal.getClassSchema(),
            new Retention.ForTime(LONG_RETENTION));
    unreadableSignals =
        create.topic(
            "signals.unreadable",
            UnreadableSignal.getClassSchema(),
            new Retention.ForTime(LONG_RETENTION));
    unattachedEvents =
        create.topic(
            "events.unattached",
            UnattachedEvent.getClassSchema(),
            new Retention.ForTime(UNATTACHED_RETENTION));
    facts = create.topic("facts", Fact.getClassSchema(), new Retention.Forever());
    links = create.topic("links", Link.getClassSchema(), new Retention.Compacted());
    requests =
        create.topic("requests", Request.getClassSchema(), new Retention.ForTime(LONG_RETENTION));
    rules = create.single("rules", RulesRecord.getClassSchema(), new Retention.Compacted());
    switches = create.single("switches", Switch.getClassSchema(), new Retention.Compacted());
    proofPermits =
        create.topic(
            "proof-permits",
            ProofPermitRequest.getClassSchema(),
            new Retention.ForTime(PERMIT_RETENTION));
    commandLanes = create.commandLanes();
    deadCommands =
        create.topic(
            "commands.dead", DeadCommand.getClassSchema(), new Retention.ForTime(LONG_RETENTION));
    outcomes =
        create.topic("outcomes", Outcome.getClassSchema(), new Retention.ForTime(LONG_RETENTION));
    ledger = create.topic("ledger", LedgerEntry.getClassSchema(), new Retention.Compacted());
    reviews = create.topic("reviews", ReviewView.getClassSchema(), new Retention.Compacted());
    collectionItems =
        create.topic(
            "collection.items", CollectionItem.getClassSchema(), new Retention.Compacted());
    collections =
        create.topic("collections", CollectionView.getClassSchema(), new Retention.Compacted());
    containers =
        create.topic("containers", ContainerView.getClassSchema(), new Retention.Compacted());
    audit = create.topic("audit", AuditEntry.getClassSchema(), new Retention.Forever());
    auditCheckpoints =
        create.topic(
            "audit.checkpoints", AuditCheckpoint.getClassSchema(), new Retention.Forever());
    people =
        create.topic(
            "people", Person.getClassSchema(), new Retention.CompactedWithin(ERASED_WITHIN));
    comments =
        create.topic(
            "comments", Comment.getClassSchema(), new Retention.CompactedWithin(ERASED_WITHIN));
    pollCursor =
        create.single("poll.cursor", PollCursor.getClassSchema(), new Retention.Compacted());
    pollSeen = create.single("poll.seen", PollSeen.getClassSchema(), new Retention.Compacted());
    apis = create.single("apis", ApiState.getClassSchema(), new Retention.Compacted());
    all = List.copyOf(create.created());
  }

  /**
   * The topics with a prefix.
   *
   * @param prefix before each name, such as {@code proofline.}; may be empty
   * @param partitions partition count of every topic that does not always have one
   */
  public static Topics of(String prefix, int partitions, SchemaRegistry registry) {
    return new Topics(new TopicFactory(prefix, partitions, registry, new ArrayList<>()));
  }

  /** All topics, in the order in which data flows. */
  public List<Topic<?, ?>> all() {
    return all;
  }

  /** Ziflow's webhook deliveries, unchanged. They hold names and addresses of people. */
  public Topic<String, ZiflowSignal> ziflowSignals() {
    return ziflowSignals;
  }

  /** The poller's snapshots and the library hook's deliveries; these may hold names of people. */
  public Topic<String, LibrarySignal> librarySignals() {
    return librarySignals;
  }

  /** Signals that intake can't read, unchanged; they may hold names of people. */
  public Topic<String, UnreadableSignal> unreadableSignals() {
    return unreadableSignals;
  }

  /** Proof events without a marker, whose asset has to be found. */
  public Topic<String, UnattachedEvent> unattachedEvents() {
    return unattachedEvents;
  }

  /** The input of review: facts by asset. */
  public Topic<String, Fact> facts() {
    return facts;
  }

  /** The asset of each proof and of each final. */
  public Topic<String, Link> links() {
    return links;
  }

  /** Requests of people. */
  public Topic<String, Request> requests() {
    return requests;
  }

  /** The texts of the rules, and the current version. */
  public Topic<String, RulesRecord> rules() {
    return rules;
  }

  /** Pauses of an API, of a rule, and of everything. */
  public Topic<String, Switch> switches() {
    return switches;
  }

  /** Reviews' requests to open a proof. */
  public Topic<String, ProofPermitRequest> proofPermits() {
    return proofPermits;
  }

  /** The lanes from which workers read commands. */
  public CommandLanes commandLanes() {
    return commandLanes;
  }

  /** Dead letters: commands that failed permanently. */
  public Topic<String, DeadCommand> deadCommands() {
    return deadCommands;
  }

  /** The result of each command. */
  public Topic<String, Outcome> outcomes() {
    return outcomes;
  }

  /** Create calls without an outcome yet, written by the workers on the command's partition. */
  public Topic<String, LedgerEntry> ledger() {
    return ledger;
  }

  /** The public view of each review. */
  public Topic<String, ReviewView> reviews() {
    return reviews;
  }

  /** The assets in each collection, partitioned by collection. */
  public Topic<String, CollectionItem> collectionItems() {
    return collectionItems;
  }

  /** The progress of each collection. */
  public Topic<String, CollectionView> collections() {
    return collections;
  }

  /** The galleries and folders that workers found or created. */
  public Topic<String, ContainerView> containers() {
    return containers;
  }

  /** The audit trail. */
  public Topic<String, AuditEntry> audit() {
    return audit;
  }

  /** Signed checkpoints of the audit trail. */
  public Topic<String, AuditCheckpoint> auditCheckpoints() {
    return auditCheckpoints;
  }

  /** The name and address of each person id. */
  public Topic<String, Person> people() {
    return people;
  }

  /** The texts of comments. */
  public Topic<String, Comment> comments() {
    return comments;
  }

  /** The poller's progress. */
  public Topic<String, PollCursor> pollCursor() {
    return pollCursor;
  }

  /** The poller's last known state of assets and containers. */
  public Topic<String, PollSeen> pollSeen() {
    return pollSeen;
  }

  /** The state of each API, as each instance of the workers sees it. */
  public Topic<String, ApiState> apis() {
    return apis;
  }

  private record TopicFactory(
      String prefix, int partitions, SchemaRegistry registry, List<Topic<?, ?>> created) {

    <V extends SpecificRecordBase> Topic<String, V> topic(
        String name, Schema schema, Retention retention) {
      return create(name, schema, retention, partitions);
    }

    /** A topic that always has one partition. */
    <V extends SpecificRecordBase> Topic<String, V> single(
        String name, Schema schema, Retention retention) {
      return create(name, schema, retention, 1);
    }

    CommandLanes commandLanes() {
      return new CommandLanes(
          lane("ziflow.urgent"),
          lane("photoshelter.urgent"),
          lane("ziflow"),
          lane("photoshelter"),
          lane("ziflow.later"),
          lane("photoshelter.later"),
          lane("transfer"));
    }

    private Topic<String, Command> lane(String name) {
      return topic(
          "commands." + name, Command.getClassSchema(), new Retention.ForTime(LONG_RETENTION));
    }

    private <V extends SpecificRecordBase> Topic<String, V> create(
        String name, Schema schema, Retention retention, int count) {
      var topic =
          new Topic<String, V>(
              prefix + name, Serdes.String(), new AvroSerde<>(schema, registry), retention, count);
      created.add(topic);
      return topic;
    }
  }
}
