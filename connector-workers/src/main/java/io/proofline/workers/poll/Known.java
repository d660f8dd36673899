package io.proofline.workers.poll;

import io.proofline.schemas.avro.PollCursor;
import io.proofline.schemas.avro.PollSeen;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the poller remembers, as far as it is on record. For one thread. */
final class Known {

  /** The cursor of changes; its {@code baseline_done} is the poller's. */
  static final String CHANGES = "changes";

  /** The cursor of full passes: when the last complete one began. */
  static final String FULL = "full";

  private final Map<String, PollSeen> seen = new HashMap<>();
  private final Map<String, PollCursor> cursors = new HashMap<>();

  void accept(String id, @Nullable PollSeen record) {
    if (record == null) {
      seen.remove(id);
    } else {
      seen.put(id, record);
    }
  }

  void accept(String name, @Nullable PollCursor cursor) {
    if (cursor == null) {
      cursors.remove(name);
    } else {
      cursors.put(name, cursor);
    }
  }

  boolean baselineDone() {
    var cursor = cursors.get(CHANGES);
    return cursor != null && cursor.getBaselineDone();
  }

  Optional<Instant> readUntil(String name) {
    return Optional.ofNullable(cursors.get(name)).map(PollCursor::getReadUntil);
  }

  @Nullable String fingerprint(String asset) {
    var record = seen.get(asset);
    return record == null ? null : record.getFingerprint();
  }

  @Nullable Instant modifiedAt(String asset) {
    var record = seen.get(asset);
    return record == null ? null : record.getModifiedAt();
  }

  boolean isKnown(String asset) {
    return seen.containsKey(asset);
  }

  List<String> members(String container) {
    var record = seen.get(container);
    var members = record == null ? null : record.getMembers();
    return members == null ? List.of() : members;
  }
}
