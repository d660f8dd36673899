package io.proofline.processor.topology.review;

import io.proofline.audit.PartitionTally;
import io.proofline.audit.PartitionTally.AuditPartition;
import io.proofline.audit.SigningKey;
import io.proofline.processor.topology.Nodes;
import io.proofline.schemas.avro.AuditCheckpoint;
import io.proofline.schemas.avro.AuditEntry;
import io.proofline.schemas.avro.CheckpointDue;
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
import org.jspecify.annotations.Nullable;

/**
 * Writes signed checkpoints of a partition of the audit trail: after a number of entries, ten
 * minutes after the first entry without a checkpoint, for an export, and before the service stops.
 * The minutes are record time; wall-clock time only triggers the check, every minute.
 *
 * <p>It processes the same stream as the sink of the audit topic, in the same task:
 *
 * <pre>
 * entries.to(audit)
 * entries and exports' requests.process(checkpoints, as("audit-checkpoint")).to(auditCheckpoints)
 * </pre>
 *
 * Its counts match a partition of the topic only if each entry is written to the partition of the
 * task that created it. So an entry must have its fact's key, or a partitioner that keeps the
 * partition.
 */
public final class AuditCheckpointProcessor
    extends ContextualProcessor<String, AuditCheckpointProcessor.Input, String, AuditCheckpoint> {

  /** An entry that was written, or a request for a checkpoint over all of them. */
  public sealed interface Input {

    /** An entry of the partition. */
    record Entry(AuditEntry entry) implements Input {}

    /** An export for which a checkpoint is due, whether or not there are new entries. */
    record Due(CheckpointDue due) implements Input {}
  }

  /** Longest time between an entry and its checkpoint, in record time. */
  public static final Duration MAX_DELAY = Duration.ofMinutes(10);

  private static final String TALLY = "audit-tally";
  private static final String UNSIGNED = "audit-unsigned";
  private static final String TALLY_KEY = "tally";
  private static final Duration CHECK_INTERVAL = Duration.ofMinutes(1);
  private static final Duration STOP_CHECK_INTERVAL = Duration.ofMillis(200);

  private final String account;
  private final int partitions;
  private final int everyEntries;
  private final Optional<SigningKey> key;
  private final StopCheckpoints stopCheckpoints;

  @SuppressWarnings("NullAway.Init") // set by init
  private KeyValueStore<String, PartitionTally> tallies;

  @SuppressWarnings("NullAway.Init") // set by init
  private KeyValueStore<String, String> unsigned;

  private AuditCheckpointProcessor(
      String account,
      int partitions,
      int everyEntries,
      Optional<SigningKey> key,
      StopCheckpoints stopCheckpoints) {
    this.account = account;
    this.partitions = partitions;
    this.everyEntries = everyEntries;
    this.key = key;
    this.stopCheckpoints = stopCheckpoints;
  }

  /**
   * Supplies the processor with its stores.
   *
   * @param partitions number of partitions of the topic audit
   * @param everyEntries number of entries after which a checkpoint is written, if not before
   * @param key signs the checkpoints; without one, entries are only counted, so that a key that is
   *     set later signs for all of them
   * @param stopCheckpoints has a checkpoint written before the service stops
   */
  public static ProcessorSupplier<String, Input, String, AuditCheckpoint> supplier(
      String account,
      int partitions,
      int everyEntries,
      Optional<SigningKey> key,
      StopCheckpoints stopCheckpoints) {
    return Nodes.withStores(
        Set.of(Nodes.store(TALLY, new TallySerde()), Nodes.store(UNSIGNED, Serdes.String())),
        () ->
            new AuditCheckpointProcessor(account, partitions, everyEntries, key, stopCheckpoints));
  }

  @Override
  public void init(ProcessorContext<String, AuditCheckpoint> context) {
    super.init(context);
    tallies = context.getStateStore(TALLY);
    unsigned = context.getStateStore(UNSIGNED);
    context.schedule(CHECK_INTERVAL, PunctuationType.WALL_CLOCK_TIME, _ -> signIfDue());
    context.schedule(STOP_CHECK_INTERVAL, PunctuationType.WALL_CLOCK_TIME, _ -> signIfStopping());
    reportCoverage();
  }

  @Override
  public void close() {
    stopCheckpoints.update(this, true);
  }

  @Override
  public void process(Record<String, Input> record) {
    switch (record.value()) {
      case Input.Entry(var entry) -> add(entry);
      case Input.Due(var due) -> {
        if (due.getPartition() == context().taskId().partition()) {
          sign(due);
        }
      }
    }
    reportCoverage();
  }

  private void add(AuditEntry entry) {
    tallies.put(TALLY_KEY, tally().with(entry));
    if (key.isPresent()) {
      unsigned.put(entry.getAssetId(), PartitionTally.mark(entry));
    }
    signIfDue();
    signIfStopping();
  }

  private void signIfDue() {
    var partitionTally = tally();
    if (partitionTally.isDue(everyEntries, MAX_DELAY, streamTime(partitionTally))) {
      sign(null);
    }
  }

  private void signIfStopping() {
    if (stopCheckpoints.isStopping() && tally().hasUncovered()) {
      sign(null);
      reportCoverage();
    }
  }

  private void reportCoverage() {
    stopCheckpoints.update(this, key.isEmpty() || !tally().hasUncovered());
  }

  private void sign(@Nullable CheckpointDue due) {
    if (key.isEmpty()) {
      return;
    }
    var partitionTally = tally();
    var assets = unsigned();
    int partition = context().taskId().partition();
    var checkpoint =
        partitionTally.checkpoint(
            new AuditPartition(account, partition, partitions), assets, due, key.get());
    tallies.put(TALLY_KEY, partitionTally.signed(checkpoint));
    assets.keySet().forEach(unsigned::delete);
    var at = checkpoint.getAt().toEpochMilli();
    context().forward(new Record<>(Integer.toString(partition), checkpoint, at));
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
