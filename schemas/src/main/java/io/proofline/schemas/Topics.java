package io.proofline.schemas;

import io.proofline.schemas.Topic.Retention;
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
 * Every topic of an installation. Two installations share a cluster by different prefixes; more
 * partitions mean a new prefix and a rebuild.
 *
 * @param ziflowSignals raw webhook bodies, in which names of people stand, for as long as it keeps
 *     them; so they may in {@code librarySignals} and {@code unreadableSignals}
 * @param urgentZiflowCommands what takes out of use; so {@code urgentLibraryCommands}
 * @param laterZiflowCommands what nobody waits for; so {@code laterLibraryCommands}
 * @param transferCommands what moves whole files
 * @param ledger written by the workers, on the partition of the command
 */
public record Topics(
    Topic<String, ZiflowSignal> ziflowSignals,
    Topic<String, LibrarySignal> librarySignals,
    Topic<String, UnreadableSignal> unreadableSignals,
    Topic<String, UnattachedEvent> unattachedEvents,
    Topic<String, Fact> facts,
    Topic<String, Link> links,
    Topic<String, Request> requests,
    Topic<String, RulesRecord> rules,
    Topic<String, ProofPermitRequest> proofPermits,
    Topic<String, Command> urgentZiflowCommands,
    Topic<String, Command> urgentLibraryCommands,
    Topic<String, Command> ziflowCommands,
    Topic<String, Command> libraryCommands,
    Topic<String, Command> laterZiflowCommands,
    Topic<String, Command> laterLibraryCommands,
    Topic<String, Command> transferCommands,
    Topic<String, DeadCommand> deadCommands,
    Topic<String, Outcome> outcomes,
    Topic<String, LedgerEntry> ledger,
    Topic<String, ReviewView> reviews,
    Topic<String, CollectionItem> collectionItems,
    Topic<String, CollectionView> collections,
    Topic<String, ContainerView> containers,
    Topic<String, AuditEntry> audit,
    Topic<String, AuditCheckpoint> auditCheckpoints,
    Topic<String, Person> people,
    Topic<String, Comment> comments,
    Topic<String, PollCursor> pollCursor,
    Topic<String, PollSeen> pollSeen) {

  /** How long raw signals, requests, commands and outcomes stay. */
  public static final Duration LONG_RETENTION = Duration.ofDays(90);

  /** How long a name that was erased may lie on Kafka's disks yet. */
  public static final Duration ERASED_WITHIN = Duration.ofDays(7);

  /** How long requests for a proof permit stay. */
  public static final Duration PERMIT_RETENTION = Duration.ofDays(7);

  /** How long an event without an address stays. */
  public static final Duration UNATTACHED_RETENTION = Duration.ofDays(2);

  /** The partition count unless a setting says otherwise. */
  public static final int DEFAULT_PARTITIONS = 8;

  /**
   * The topics with a prefix.
   *
   * @param prefix before each name, such as {@code proofline.}; may be empty
   */
  public static Topics of(String prefix, int partitions, SchemaRegistry registry) {
    var shaped = new TopicFactory(prefix, partitions, registry);
    var single = new TopicFactory(prefix, 1, registry);
    var kept = new Retention.ForTime(LONG_RETENTION);
    var newest = new Retention.Compacted();
    return new Topics(
        shaped.topic("signals.ziflow", ZiflowSignal.getClassSchema(), kept),
        shaped.topic("signals.photoshelter", LibrarySignal.getClassSchema(), kept),
        shaped.topic("signals.unreadable", UnreadableSignal.getClassSchema(), kept),
        shaped.topic(
            "events.unattached",
            UnattachedEvent.getClassSchema(),
            new Retention.ForTime(UNATTACHED_RETENTION)),
        shaped.topic("facts", Fact.getClassSchema(), new Retention.Forever()),
        shaped.topic("links", Link.getClassSchema(), newest),
        shaped.topic("requests", Request.getClassSchema(), kept),
        single.topic("rules", RulesRecord.getClassSchema(), newest),
        shaped.topic(
            "proof-permits",
            ProofPermitRequest.getClassSchema(),
            new Retention.ForTime(PERMIT_RETENTION)),
        shaped.commands("ziflow.urgent"),
        shaped.commands("photoshelter.urgent"),
        shaped.commands("ziflow"),
        shaped.commands("photoshelter"),
        shaped.commands("ziflow.later"),
        shaped.commands("photoshelter.later"),
        shaped.commands("transfer"),
        shaped.topic("commands.dead", DeadCommand.getClassSchema(), kept),
        shaped.topic("outcomes", Outcome.getClassSchema(), kept),
        shaped.topic("ledger", LedgerEntry.getClassSchema(), newest),
        shaped.topic("reviews", ReviewView.getClassSchema(), newest),
        shaped.topic("collection.items", CollectionItem.getClassSchema(), newest),
        shaped.topic("collections", CollectionView.getClassSchema(), newest),
        shaped.topic("containers", ContainerView.getClassSchema(), newest),
        shaped.topic("audit", AuditEntry.getClassSchema(), new Retention.Forever()),
        shaped.topic(
            "audit.checkpoints", AuditCheckpoint.getClassSchema(), new Retention.Forever()),
        shaped.topic(
            "people", Person.getClassSchema(), new Retention.CompactedWithin(ERASED_WITHIN)),
        shaped.topic(
            "comments", Comment.getClassSchema(), new Retention.CompactedWithin(ERASED_WITHIN)),
        single.topic("poll.cursor", PollCursor.getClassSchema(), newest),
        single.topic("poll.seen", PollSeen.getClassSchema(), newest));
  }

  /** All of them, in the order in which data flows. */
  public List<Topic<?, ?>> all() {
    var all = new ArrayList<Topic<?, ?>>();
    all.addAll(
        List.of(ziflowSignals, librarySignals, unreadableSignals, unattachedEvents, facts, links));
    all.addAll(List.of(requests, rules, proofPermits));
    all.addAll(commandLanes());
    all.addAll(List.of(deadCommands, outcomes, ledger, reviews));
    all.addAll(List.of(collectionItems, collections, containers, audit, auditCheckpoints));
    all.addAll(List.of(people, comments, pollCursor, pollSeen));
    return List.copyOf(all);
  }

  /** The lanes that workers read, the most urgent first. */
  public List<Topic<String, Command>> commandLanes() {
    return List.of(
        urgentZiflowCommands,
        urgentLibraryCommands,
        ziflowCommands,
        libraryCommands,
        laterZiflowCommands,
        laterLibraryCommands,
        transferCommands);
  }

  private record TopicFactory(String prefix, int partitions, SchemaRegistry registry) {

    <V extends SpecificRecordBase> Topic<String, V> topic(
        String name, Schema schema, Retention retention) {
      return new Topic<>(
          prefix + name, Serdes.String(), new AvroSerde<>(schema, registry), retention, partitions);
    }

    Topic<String, Command> commands(String lane) {
      return topic(
          "commands." + lane, Command.getClassSchema(), new Retention.ForTime(LONG_RETENTION));
    }
  }
}
