package io.proofline.audit;

import io.proofline.schemas.avro.AuditCheckpoint;
import io.proofline.schemas.avro.AuditEntry;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The extent of an export, and how much of it checkpoints cover. */
public final class ExportExtent {

  private ExportExtent() {}

  /** A few sentences, each on a line of its own. */
  public static List<String> of(AuditExport auditExport, ExportVerification verification) {
    var entries = auditExport.entries();
    return List.of(
        "%,d entries of %,d assets, the newest entered at %s."
            .formatted(
                entries.size(),
                entries.stream().map(AuditEntry::getAssetId).distinct().count(),
                entries.stream()
                    .map(AuditEntry::getEnteredAt)
                    .max(Comparator.naturalOrder())
                    .map(Object::toString)
                    .orElse("no time")),
        extent(auditExport),
        checkpoints(auditExport, verification));
  }

  private static String extent(AuditExport auditExport) {
    return auditExport.header().isComplete()
        ? "It is an export of everything, %d partitions: %s."
            .formatted(
                auditExport.order().size(),
                auditExport.order().values().stream()
                    .map(hashes -> "%,d".formatted(hashes.size()))
                    .collect(Collectors.joining(", ")))
        : "It is an export of a part: %s.".formatted(auditExport.header().selection().json());
  }

  private static String checkpoints(AuditExport auditExport, ExportVerification verification) {
    var checkpoints = auditExport.checkpoints();
    var end =
        checkpoints.stream()
            .map(AuditCheckpoint::getAt)
            .max(Comparator.naturalOrder())
            .map(Object::toString)
            .orElse("no time");
    return checkpoints.isEmpty()
        ? "There are no checkpoints: nothing vouches for any entry."
        : "%,d checkpoints, the newest of %s. %s"
            .formatted(checkpoints.size(), end, uncovered(verification));
  }

  private static String uncovered(ExportVerification verification) {
    if (verification.uncovered() == 0) {
      return "They cover every entry.";
    }
    var sentence =
        "Nothing vouches for %,d entries, which no checkpoint covers."
            .formatted(verification.uncovered());
    return verification.backdated() == 0
        ? sentence
        : "%s Of these, %,d are dated before the newest checkpoint of their partition: Proofline received them late, or they are back-dated."
            .formatted(sentence, verification.backdated());
  }
}
