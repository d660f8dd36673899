package io.proofline.schemas;

import io.proofline.schemas.Topic.Kept;
import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.DeadCommand;
import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.LedgerEntry;
import io.proofline.schemas.avro.LibrarySignal;
import io.proofline.schemas.avro.Link;
import io.proofline.schemas.avro.Outcome;
import io.proofline.schemas.avro.PollCursor;
import io.proofline.schemas.avro.PollSeen;
import io.proofline.schemas.avro.Request;
import io.proofline.schemas.avro.ReviewView;
import io.proofline.schemas.avro.RulesRecord;
import io.proofline.schemas.avro.UnattachedEvent;
import io.proofline.schemas.avro.UnreadableSignal;
import io.proofline.schemas.avro.ZiflowSignal;
import java.time.Duration;
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
    Topic<String, Command> ziflowCommands,
    Topic<String, Command> libraryCommands,
    Topic<String, DeadCommand> deadCommands,
    Topic<String, Outcome> outcomes,
    Topic<String, LedgerEntry> ledger,
    Topic<String, ReviewView> reviews,
    Topic<String, PollCursor> pollCursor,
    Topic<String, PollSeen> pollSeen) {

  /** How long raw signals, requests, commands and outcomes stay. */
  public static final Duration LONG = Duration.ofDays(90);

  /** How long an event without an address stays. */
  public static final Duration SHORT = Duration.ofDays(2);

  /** The partition count unless a setting says otherwise. */
  public static final int DEFAULT_PARTITIONS = 8;

  /**
   * The topics with a prefix.
   *
   * @param prefix before each name, such as {@code proofline.}; may be empty
   */
  public static Topics of(String prefix, int partitions, SchemaRegistry registry) {
    var shaped = new Shape(prefix, partitions, registry);
    var single = new Shape(prefix, 1, registry);
    var kept = new Kept.For(LONG);
    var newest = new Kept.NewestOfEachKey();
    return new Topics(
        shaped.topic("signals.ziflow", ZiflowSignal.getClassSchema(), kept),
        shaped.topic("signals.photoshelter", LibrarySignal.getClassSchema(), kept),
        shaped.topic("signals.unreadable", UnreadableSignal.getClassSchema(), kept),
        shaped.topic("events.unattached", UnattachedEvent.getClassSchema(), new Kept.For(SHORT)),
        shaped.topic("facts", Fact.getClassSchema(), new Kept.ForEver()),
        shaped.topic("links", Link.getClassSchema(), newest),
        shaped.topic("requests", Request.getClassSchema(), kept),
        single.topic("rules", RulesRecord.getClassSchema(), newest),
        shaped.topic("commands.ziflow", Command.getClassSchema(), kept),
        shaped.topic("commands.photoshelter", Command.getClassSchema(), kept),
        shaped.topic("commands.dead", DeadCommand.getClassSchema(), kept),
        shaped.topic("outcomes", Outcome.getClassSchema(), kept),
        shaped.topic("ledger", LedgerEntry.getClassSchema(), newest),
        shaped.topic("reviews", ReviewView.getClassSchema(), newest),
        single.topic("poll.cursor", PollCursor.getClassSchema(), newest),
        single.topic("poll.seen", PollSeen.getClassSchema(), newest));
  }

  /** All of them, in the order in which data flows. */
  public List<Topic<?, ?>> all() {
    return List.of(
        ziflowSignals,
        librarySignals,
        unreadableSignals,
        unattachedEvents,
        facts,
        links,
        requests,
        rules,
        ziflowCommands,
        libraryCommands,
        deadCommands,
        outcomes,
        ledger,
        reviews,
        pollCursor,
        pollSeen);
  }

  /** The lanes that workers read. The urgent, later and transfer lanes join them here. */
  public List<Topic<String, Command>> commandLanes() {
    return List.of(ziflowCommands, libraryCommands);
  }

  private record Shape(String prefix, int partitions, SchemaRegistry registry) {

    <V extends SpecificRecordBase> Topic<String, V> topic(String name, Schema schema, Kept kept) {
      return new Topic<>(
          prefix + name, Serdes.String(), new AvroSerde<>(schema, registry), kept, partitions);
    }
  }
}
