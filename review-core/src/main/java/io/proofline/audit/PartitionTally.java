package io.proofline.audit;

import io.proofline.schemas.avro.AuditCheckpoint;
import io.proofline.schemas.avro.AuditEntry;
import io.proofline.schemas.avro.CheckpointDue;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The count and running hash of a partition of the audit trail, and how far checkpoints cover it.
 *
 * @param entries number of entries from the partition's first
 * @param runningHash hash over all of them
 * @param at the latest entered-at
 * @param signed number of entries that the newest checkpoint covers
 * @param since entered-at of the first entry that it does not cover; null for none
 * @param signature signature of the newest checkpoint; empty before the first
 */
public record PartitionTally(
    long entries,
    String runningHash,
    Instant at,
    long signed,
    @Nullable Instant since,
    String signature) {

  /**
   * A partition of the audit trail.
   *
   * @param partitions how many the topic has
   */
  public record AuditPartition(String account, int partition, int partitions) {}

  /** Before the first entry. */
  public static final PartitionTally START =
      new PartitionTally(0, RunningHash.START, Instant.EPOCH, 0, null, "");

  /** With one more entry. */
  public PartitionTally with(AuditEntry entry) {
    var entered = entry.getEnteredAt();
    return new PartitionTally(
        entries + 1,
        RunningHash.after(runningHash, entry.getHash()),
        entered.isAfter(at) ? entered : at,
        signed,
        since == null ? entered : since,
        signature);
  }

  /** Whether there are entries that the newest checkpoint does not cover. */
  public boolean hasUncovered() {
    return since != null;
  }

  /** Whether a checkpoint is due, by the number of uncovered entries or the age of the first. */
  public boolean isDue(int everyEntries, Duration within, Instant now) {
    return since != null && (entries - signed >= everyEntries || !now.isBefore(since.plus(within)));
  }

  /**
   * The checkpoint over all entries.
   *
   * @param assets by asset, the {@link #mark} of its newest entry, for each asset with an entry
   *     since the previous checkpoint
   * @param due the export for which it is due; null for none
   */
  public AuditCheckpoint checkpoint(
      AuditPartition of, Map<String, String> assets, @Nullable CheckpointDue due, SigningKey key) {
    return CheckpointSignatures.sign(
        AuditCheckpoint.newBuilder()
            .setAccount(of.account())
            .setPartition(of.partition())
            .setPartitions(of.partitions())
            .setExportId(due == null ? null : due.getExportId())
            .setSelection(due == null ? null : due.getSelection())
            .setEntries(entries)
            .setRunningHash(runningHash)
            .setAssets(assets)
            .setAt(at)
            .setPrevious(signature)
            .setKeyId("")
            .setSignature(""),
        key);
  }

  /** The tally after a checkpoint over all entries. */
  public PartitionTally signed(AuditCheckpoint checkpoint) {
    return new PartitionTally(entries, runningHash, at, entries, null, checkpoint.getSignature());
  }

  /** Sequence and hash of an entry, joined by a colon, as checkpoints have them. */
  public static String mark(AuditEntry newest) {
    return newest.getSequence() + ":" + newest.getHash();
  }
}
