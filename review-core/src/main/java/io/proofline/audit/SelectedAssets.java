package io.proofline.audit;

import io.proofline.audit.AuditSelection.OfPeriod;
import io.proofline.schemas.avro.AuditCheckpoint;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The assets that checkpoints require in an export of days: those that got an entry since a
 * checkpoint within or around these days, by the time when Proofline received it. The export has
 * them all, so that a missing one can be reported.
 */
public final class SelectedAssets {

  private SelectedAssets() {}

  /**
   * The assets.
   *
   * @param checkpoints a partition's in their order
   */
  public static Set<String> of(OfPeriod period, List<AuditCheckpoint> checkpoints) {
    var required = new HashSet<String>();
    var begins = new HashMap<Integer, Instant>();
    for (var checkpoint : checkpoints) {
      var begin = begins.getOrDefault(checkpoint.getPartition(), Instant.EPOCH);
      if (period.overlaps(begin, checkpoint.getAt())) {
        required.addAll(checkpoint.getAssets().keySet());
      }
      begins.put(checkpoint.getPartition(), checkpoint.getAt());
    }
    return required;
  }
}
