package io.proofline.console.changes;

import io.proofline.console.changes.ChangeEvent.PauseChange;
import io.proofline.console.pause.PauseTarget;
import io.proofline.console.readmodel.ReadModels;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the pauses that started or ended between two positions of the feed. */
final class PauseChanges {

  private final ReadModels readModels;
  private final String topic;

  /**
   * @param topic name of the topic of switches, which has one partition
   */
  PauseChanges(ReadModels readModels, String topic) {
    this.readModels = readModels;
    this.topic = topic;
  }

  /** The next offset of the topic that the read model has not copied. */
  long next() {
    return readModels.positionInOnlyPartition(topic);
  }

  /**
   * The changes, the oldest first; of several of one target only the last. All but the last one
   * have the former position, so that a client which is cut off between them gets them again.
   */
  List<PauseChange> between(FeedPosition from, FeedPosition to) {
    var changed =
        readModels
            .reader()
            .sql(CHANGED)
            .params(
                Map.of(
                    "from", from.nextSwitch(),
                    "to", to.nextSwitch(),
                    "ended_after", from.pausesEndedBy().toEpochMilli(),
                    "ended_by", to.pausesEndedBy().toEpochMilli()))
            .query((row, _) -> change(row, from, to.pausesEndedBy()))
            .list();
    if (!changed.isEmpty()) {
      changed.add(changed.removeLast().at(from.withPausesOf(to)));
    }
    return changed;
  }

  private static PauseChange change(ResultSet row, FeedPosition position, Instant now)
      throws SQLException {
    var until = time(row, 4);
    boolean isOver = until != null && !until.isAfter(now);
    boolean isPaused = row.getInt(2) == 1;
    var since = time(row, 3);
    return new PauseChange(
        PauseTarget.ofSwitch(row.getString(1)).word(),
        isPaused && !isOver,
        isPaused && isOver ? until : since,
        isPaused && !isOver ? until : null,
        row.getString(5),
        position);
  }

  private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  private static final String CHANGED =
      """
      SELECT name, is_paused, since, until_time, reason FROM pause
      WHERE source_offset >= :from AND source_offset < :to
        OR is_paused = 1 AND until_time > :ended_after AND until_time <= :ended_by
      ORDER BY source_offset
      """;
}
