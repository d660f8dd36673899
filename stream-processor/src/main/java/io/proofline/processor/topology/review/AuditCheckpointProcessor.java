package io.proofline.processor.topology.review;

import io.proofline.audit.PartitionTally;
import io.proofline.audit.SigningKey;
import io.proofline.processor.topology.Nodes;
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
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Writes signed checkpoints of a partition of the audit trail: after a number of entries, or ten
 * minutes after the first entry without a checkpoint. The minutes are record time; wall-clock time
 * only triggers the check, every minute.
 *
 * <p>It processes the same stream as the sink of the audit topic, in the same task:
 *
 * <pre>
 * entries.to(audit)
 * entries.process(checkpoints, as("audit-checkpoint")).to(auditCheckpoints)
 * </pre>
 *
 * Its counts match a partition of the topic only if each entry is written to the partition of the
 * task that created it. So an entry must have its fact's key, or a partitioner that keeps the
 * partition.
 */
public final class AuditCheckpointProcessor
    extends ContextualProcessor<String, AuditEntry, String, AuditCheckpoint> {

  /** Longest time between an entry and its checkpoint, in record time. */
  public static final Duration MAX_DELAY = Duration.ofMinutes(10);

  private static final String TALLY = "audit-tally";
  private static final String UNSIGNED = "audit-unsigned";
  private static final String TALLY_KEY = "tally";
  private static final Duration CHECK_INTERVAL = Duration.ofMinutes(1);

  private final String account;
  private final int everyEntries;
  private final Optional<SigningKey> key;

  @SuppressWarnings("NullAway.Init") // set by init
  private KeyValueStore<String, PartitionTally> tallies;

  @SuppressWarnings("NullAway.Init") // set by init
  private KeyValueStore<String, String> unsigned;

  private AuditCheckpointProcessor(String account, int everyEntries, Optional<SigningKey> key) {
    this.account = account;
    this.everyEntries = everyEntries;
    this.key = key;
  }

  /**
   * Supplies the processor with its stores.
   *
   * @param everyEntries number of entries after which a checkpoint is written, if not before
   * @param key signs the checkpoints; without one, entries are only counted, so that a key that is
   *     set later signs for all of them
   */
  public static ProcessorSupplier<String, AuditEntry, String, AuditCheckpoint> supplier(
      String account, int everyEntries, Optional<SigningKey> key) {
    return Nodes.withStores(
        Set.of(Nodes.store(TALLY, new TallySerde()), Nodes.store(UNSIGNED, Serdes.String())),
        () -> new AuditCheckpointProcessor(account, everyEntries, key));
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

  /**
   * The latest record time of this partition; Kafka does not restore it after a start, so the
   * tally's time counts too.
   */
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
