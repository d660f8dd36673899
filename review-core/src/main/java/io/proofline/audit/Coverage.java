package io.proofline.audit;

import io.proofline.schemas.avro.AuditCheckpoint;
import io.proofline.schemas.avro.AuditEntry;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds the entries of an export that no checkpoint covers. */
final class Coverage {

  private final AuditExport auditExport;
  private final Map<Integer, AuditCheckpoint> first = new HashMap<>();
  private final Map<Integer, AuditCheckpoint> newest = new HashMap<>();
  private final Map<String, Long> named = new HashMap<>();

  Coverage(AuditExport auditExport) {
    this.auditExport = auditExport;
    for (var checkpoint : auditExport.checkpoints()) {
      first.putIfAbsent(checkpoint.getPartition(), checkpoint);
      newest.put(checkpoint.getPartition(), checkpoint);
      checkpoint
          .getAssets()
          .forEach((asset, mark) -> named.merge(asset, sequence(mark), Math::max));
    }
  }

  /** The sequence number in a mark; 0 if it has none. */
  private static long sequence(String mark) {
    try {
      return Long.parseLong(mark.substring(0, Math.max(0, mark.indexOf(':'))));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Whether a checkpoint has an entry of this asset. */
  boolean isNamed(AuditEntry entry) {
    return named.containsKey(entry.getAssetId());
  }

  /**
   * The uncovered entries: in an export of everything those after the count of their partition's
   * newest checkpoint, else those after the newest entry of their asset that a checkpoint has.
   */
  List<AuditEntry> uncovered() {
    return auditExport.header().isComplete()
        ? uncountedEntries()
        : auditExport.entries().stream()
            .filter(entry -> entry.getSequence() > named.getOrDefault(entry.getAssetId(), 0L))
            .toList();
  }

  private List<AuditEntry> uncountedEntries() {
    var byHash =
        auditExport.entries().stream()
            .collect(Collectors.toMap(AuditEntry::getHash, Function.identity(), (a, _) -> a));
    return auditExport.order().entrySet().stream()
        .flatMap(place -> place.getValue().stream().skip(counted(place.getKey())))
        .filter(byHash::containsKey)
        .map(byHash::get)
        .toList();
  }

  private long counted(int partition) {
    var checkpoint = newest.get(partition);
    return checkpoint == null ? 0 : Math.max(0, checkpoint.getEntries());
  }

  /**
   * Whether an uncovered entry is dated before the newest checkpoint of its partition. An entry
   * from before the first checkpoint of a key is not, if its asset got none since.
   */
  boolean isBackdated(AuditEntry entry) {
    int partition = AssetPartition.of(entry.getAssetId(), auditExport.header().partitions());
    boolean since =
        auditExport.header().isComplete()
            || isNamed(entry)
            || entry.getEnteredAt().isAfter(at(first, partition));
    return since && entry.getEnteredAt().isBefore(at(newest, partition));
  }

  private static Instant at(Map<Integer, AuditCheckpoint> checkpoints, int partition) {
    var checkpoint = checkpoints.get(partition);
    return checkpoint == null ? Instant.MIN : checkpoint.getAt();
  }
}
