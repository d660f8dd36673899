package io.proofline.workers.poll;

import io.proofline.schemas.avro.AssetSnapshot;
import io.proofline.schemas.avro.PollCursor;
import io.proofline.schemas.avro.PollSeen;
import java.util.LinkedHashMap;
import java.util.Map;

/** What one transaction of the poller writes: signals, what was seen, how far it came. */
final class Chunk {

  final Map<String, AssetSnapshot> signals = new LinkedHashMap<>();
  final Map<String, PollSeen> seen = new LinkedHashMap<>();
  final Map<String, PollCursor> cursors = new LinkedHashMap<>();

  boolean isEmpty() {
    return signals.isEmpty() && seen.isEmpty() && cursors.isEmpty();
  }
}
