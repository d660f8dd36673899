package io.proofline.audit;

import org.jspecify.annotations.Nullable;

/**
 * The header of an export: its form, selection, partition count and id.
 *
 * @param form the file's form
 * @param partitions number of partitions of the topic audit
 * @param exportId event id of the export request, at whose checkpoints the export ends; null if
 *     these were not written in time, and in form 1
 */
public record ExportHeader(
    Form form, AuditSelection selection, int partitions, @Nullable String exportId) {

  /** The forms of an export; each signs more than the one before. */
  public enum Form {
    /** Its selection and partition count are in no checkpoint. */
    FIRST("proofline-audit-1"),
    /** It ends at checkpoints that have its selection and partition count. */
    SECOND("proofline-audit-2");

    private final String word;

    Form(String word) {
      this.word = word;
    }

    /** Its name in a file. */
    public String word() {
      return word;
    }
  }

  /** Whether an export has all assets, so that a missing asset can be reported. */
  public boolean isComplete() {
    return selection instanceof AuditSelection.WholeTrail;
  }

  /** Whether an export has checkpoints of a partition; those of an asset has only its own. */
  public boolean hasPartition(int partition) {
    return !(selection instanceof AuditSelection.OfAsset(var id))
        || AssetPartition.of(id, partitions) == partition;
  }
}
