package io.proofline.audit;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import io.proofline.schemas.avro.AuditCheckpoint;
import io.proofline.schemas.avro.AuditEntry;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;

/**
 * The verifiable content of an audit export.
 *
 * @param entries by asset, then by sequence; of each asset all entries from its first
 * @param order by partition, the hashes of its entries in their order; empty unless everything is
 *     exported
 * @param checkpoints of the {@link ExportHeader#hasPartition partitions} of the export, by
 *     partition, then by count
 */
public record AuditExport(
    ExportHeader header,
    List<AuditEntry> entries,
    SortedMap<Integer, List<String>> order,
    List<AuditCheckpoint> checkpoints) {

  static final Comparator<AuditEntry> BY_PLACE =
      comparing(AuditEntry::getAssetId).thenComparingLong(AuditEntry::getSequence);
  static final Comparator<AuditCheckpoint> BY_COUNT =
      comparingInt(AuditCheckpoint::getPartition).thenComparingLong(AuditCheckpoint::getEntries);

  /** An export of entries in any order, and of checkpoints in the order of each partition. */
  public static AuditExport of(
      ExportHeader header,
      List<AuditEntry> entries,
      SortedMap<Integer, List<String>> order,
      List<AuditCheckpoint> checkpoints) {
    return new AuditExport(
        header,
        entries.stream().sorted(BY_PLACE).toList(),
        order,
        checkpoints.stream().sorted(BY_COUNT).toList());
  }
}
