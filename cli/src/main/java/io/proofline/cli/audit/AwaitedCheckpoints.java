package io.proofline.cli.audit;

import io.proofline.audit.ExportHeader;
import io.proofline.schemas.avro.AuditCheckpoint;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

/** The checkpoints that an export still waits for: one in each of its partitions. */
final class AwaitedCheckpoints {

  private final String exportId;
  private final Set<Integer> missing = new HashSet<>();

  /**
   * Waits for all partitions of an export.
   *
   * @param header of the export
   * @param exportId the id that its checkpoints have
   */
  AwaitedCheckpoints(ExportHeader header, String exportId) {
    this.exportId = exportId;
    IntStream.range(0, header.partitions()).filter(header::hasPartition).forEach(missing::add);
  }

  /** Takes a checkpoint, which may be another export's or none's. */
  void add(AuditCheckpoint written) {
    if (exportId.equals(written.getExportId())) {
      missing.remove(written.getPartition());
    }
  }

  /** Whether each partition has its checkpoint. */
  boolean areComplete() {
    return missing.isEmpty();
  }
}
