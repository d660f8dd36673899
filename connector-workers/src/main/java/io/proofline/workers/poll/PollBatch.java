package io.proofline.workers.poll;

import io.proofline.schemas.avro.AssetSnapshot;
import io.proofline.schemas.avro.PollCursor;
import io.proofline.schemas.avro.PollSeen;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The records of one poller transaction: signals, records of seen assets, cursors. */
final class PollBatch {

  final Map<String, AssetSnapshot> signals = new LinkedHashMap<>();
  final Map<String, PollCursor> cursors = new LinkedHashMap<>();

  /** By asset or container id; null deletes the record. */
  final Map<String, @Nullable PollSeen> seen = new LinkedHashMap<>();

  void add(String asset, SnapshotDiff diff) {
    seen.put(asset, diff.seen());
    if (diff.signal() != null) {
      signals.put(asset, diff.signal());
    }
  }

  boolean isEmpty() {
    return signals.isEmpty() && seen.isEmpty() && cursors.isEmpty();
  }
}
