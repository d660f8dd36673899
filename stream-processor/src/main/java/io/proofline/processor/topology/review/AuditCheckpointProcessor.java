package io.proofline.processor.topology.review;

import io.proofline.audit.PartitionTally;
import io.proofline.audit.SigningKey;
import io.proofline.schemas.avro.AuditCheckpoint;
import io.proofline.schemas.avro.AuditEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Signs what a partition of the audit trail has come to: after so many entries, or ten minutes
 * after the first that no checkpoint has. The minutes are those of the records; a clock on the wall
 * only makes it look.
 *
 * <p>It stands behind the very stream that goes into the topic, in the same task:
 *
 * <pre>
 * entries.to(audit)
 * entries.process(checkpoints, as("checkpoint")).to(auditCheckpoints)
 * </pre>
 *
 * Its counts are those of a partition of the topic only if each entry goes to the partition of the
 * task that made it. So an entry must have its fact's key, or a partitioner that keeps the
 * partition.
 */
public final class AuditCheckpointProcessor
    extends ContextualProcessor<String, AuditEntry, String, AuditCheckpoint> {

  /** How long an entry waits for its checkpoint, by the time of the records. */
  public static final Duration MAX_DELAY = Duration.ofMinutes(10);

  private static final String TALLY = "audit-tally";
  private static final String UNSIGNED = "audit-unsigned";
  private static final String TALLY_KEY = "tally";
  private static final Duration CHECK_INTERVAL = Duration.ofMinutes(1);

  private final String account;
  private final int everyEntries;
  private final Optional<SigningKey> key;

  @SuppressWarnings("NullAway.Init") // by init
  private KeyValueStore<String, PartitionTally> tallies;

  @SuppressWarnings("NullAway.Init") // by init
  private KeyValueStore<String, String> unsigned;

  private AuditCheckpointProcessor(String account, int everyEntries, Optional<SigningKey> key) {
    this.account = account;
    this.everyEntries = everyEntries;
    this.key = key;
  }

  /**
   * The node with its stores.
   *
   * @param everyEntries after how many entries a checkpoint is written, if not before
   * @param key signs them; without one the entries are only counted, so that a key that comes later
   *     signs for all of them
   */
  public static ProcessorSupplier<String, AuditEntry, String, AuditCheckpoint> supplier(
      String account, int everyEntries, Optional<SigningKey> key) {
    return new ProcessorSupplier<>() {
      @Override
      public Processor<String, AuditEntry, String, AuditCheckpoint> get() {
        return new AuditCheckpointProcessor(account, everyEntries, key);
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return Set.of(
            Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(TALLY), Serdes.String(), new TallySerde()),
            Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(UNSIGNED), Serdes.String(), Serdes.String()));
      }
    };
  }

  @Override
  public void init(ProcessorContext<String, AuditCheckpoint> context) {
    super.init(context);
    tallies = context.getStateStore(TALLY);
    unsigned = context.getStateStore(UNSIGNED);
    context.schedule(CHECK_INTERVAL, PunctuationType.WALL_CLOCK_TIME, _ -> signIfDue());
  }

  @Override
  public void process(Record<String, AuditEntry> record) {
    var entry = record.value();
    tallies.put(TALLY_KEY, tally().with(entry));
    if (key.isPresent()) {
      unsigned.put(entry.getAssetId(), PartitionTally.mark(entry));
    }
    signIfDue();
  }

  private void signIfDue() {
    var partitionTally = tally();
    if (key.isPresent()
        && partitionTally.isDue(everyEntries, MAX_DELAY, streamTime(partitionTally))) {
      var assets = unsigned();
      int partition = context().taskId().partition();
      var checkpoint = partitionTally.checkpoint(account, partition, assets, key.get());
      tallies.put(TALLY_KEY, partitionTally.signed(checkpoint));
      assets.keySet().forEach(unsigned::delete);
      var at = checkpoint.getAt().toEpochMilli();
      context().forward(new Record<>(Integer.toString(partition), checkpoint, at));
    }
  }

  /** The latest time that a record of this partition has; unknown to Kafka after a start. */
  private Instant streamTime(PartitionTally partitionTally) {
    var streamTime = Instant.ofEpochMilli(context().currentStreamTimeMs());
    return streamTime.isAfter(partitionTally.at()) ? streamTime : partitionTally.at();
  }

  private PartitionTally tally() {
    var partitionTally = tallies.get(TALLY_KEY);
    return partitionTally == null ? PartitionTally.START : partitionTally;
  }

  private Map<String, String> unsigned() {
    var assets = new TreeMap<String, String>();
    try (var all = unsigned.all()) {
      all.forEachRemaining(entry -> assets.put(entry.key, entry.value));
    }
    return assets;
  }
}
