package io.proofline.cli.audit;

import io.proofline.audit.AuditExport;
import io.proofline.audit.PartitionTally;
import io.proofline.schemas.avro.AuditCheckpoint;
import io.proofline.schemas.avro.AuditEntry;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Summarizes an export: its entries, extent and checkpoints. */
public final class AuditExportSummary {

  private AuditExportSummary() {}

  /** Three lines of text. */
  public static String of(AuditExport auditExport) {
    var entries = auditExport.entries();
    return "%,d entries of %,d assets, the newest entered at %s.%n%s%n%s"
        .formatted(
            entries.size(),
            entries.stream().map(AuditEntry::getAssetId).distinct().count(),
            entries.stream()
                .map(AuditEntry::getEnteredAt)
                .max(Comparator.naturalOrder())
                .map(Object::toString)
                .orElse("no time"),
            extent(auditExport),
            checkpoints(auditExport));
  }

  private static String extent(AuditExport auditExport) {
    return auditExport.isComplete()
        ? "It is an export of everything, %d partitions: %s."
            .formatted(
                auditExport.order().size(),
                auditExport.order().values().stream()
                    .map(hashes -> "%,d".formatted(hashes.size()))
                    .collect(Collectors.joining(", ")))
        : "It is an export of a part. Only an export of everything (--all) shows whether assets are"
              + " missing.";
  }

  private static String checkpoints(AuditExport auditExport) {
    var checkpoints = auditExport.checkpoints();
    return checkpoints.isEmpty()
        ? "There are no checkpoints, so entries may be missing at its end."
        : "%,d checkpoints, the newest of %s; %,d entries are too new for one."
            .formatted(
                checkpoints.size(),
                checkpoints.stream()
                    .map(AuditCheckpoint::getAt)
                    .max(Comparator.naturalOrder())
                    .orElseThrow(),
                auditExport.isComplete()
                    ? entriesAfterCheckpoint(auditExport)
                    : entriesAfterNamed(auditExport));
  }

  /** Number of entries that no checkpoint counts, in an export of everything. */
  private static long entriesAfterCheckpoint(AuditExport auditExport) {
    var counted = new HashMap<Integer, Long>();
    auditExport
        .checkpoints()
        .forEach(c -> counted.merge(c.getPartition(), c.getEntries(), Math::max));
    return auditExport.order().entrySet().stream()
        .mapToLong(p -> p.getValue().size() - counted.getOrDefault(p.getKey(), 0L))
        .filter(more -> more > 0)
        .sum();
  }

  /** Number of entries after the newest one of their asset that a checkpoint names. */
  private static long entriesAfterNamed(AuditExport auditExport) {
    Map<String, List<AuditEntry>> chains =
        auditExport.entries().stream().collect(Collectors.groupingBy(AuditEntry::getAssetId));
    return chains.entrySet().stream()
        .mapToLong(chain ->
            chain.getValue().reversed().stream()
                .takeWhile(entry -> !isNamed(auditExport, chain.getKey(), entry))
                .count())
        .sum();
  }

  private static boolean isNamed(AuditExport auditExport, String asset, AuditEntry entry) {
    var mark = PartitionTally.mark(entry);
    return auditExport.checkpoints().stream().anyMatch(c -> mark.equals(c.getAssets().get(asset)));
  }
}
