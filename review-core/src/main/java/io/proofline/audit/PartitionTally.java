package io.proofline.audit;

import io.proofline.schemas.avro.AuditCheckpoint;
import io.proofline.schemas.avro.AuditEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a partition of the audit trail has come to, and how much of it no checkpoint has yet.
 *
 * @param entries how many, from the partition's first
 * @param runningHash over all of them
 * @param at the latest entered-at
 * @param signed how many the newest checkpoint counts
 * @param since entered-at of the first entry after that; null when there is none
 * @param signature of that checkpoint; empty before the first
 */
public record PartitionTally(
    long entries,
    String runningHash,
    Instant at,
    long signed,
    @Nullable Instant since,
    String signature) {

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

  /** Whether a checkpoint should be written: after so many entries, or so long after the first. */
  public boolean isDue(int everyEntries, Duration within, Instant now) {
    return since != null && (entries - signed >= everyEntries || !now.isBefore(since.plus(within)));
  }

  /**
   * The checkpoint over all of it.
   *
   * @param assets sequence and hash, joined by a colon, of the newest entry of each asset that got
   *     one since the checkpoint before
   */
  public AuditCheckpoint checkpoint(
      String account, int partition, Map<String, String> assets, SigningKey key) {
    return CheckpointSignatures.sign(
        AuditCheckpoint.newBuilder()
            .setAccount(account)
            .setPartition(partition)
            .setEntries(entries)
            .setRunningHash(runningHash)
            .setAssets(assets)
            .setAt(at)
            .setPrevious(signature)
            .setKeyId("")
            .setSignature(""),
        key);
  }

  /** After a checkpoint over all of it. */
  public PartitionTally signed(AuditCheckpoint checkpoint) {
    return new PartitionTally(entries, runningHash, at, entries, null, checkpoint.getSignature());
  }

  /** How a checkpoint names an asset's newest entry. */
  public static String mark(AuditEntry newest) {
    return newest.getSequence() + ":" + newest.getHash();
  }
}
