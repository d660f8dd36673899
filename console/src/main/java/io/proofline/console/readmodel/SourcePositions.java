package io.proofline.console.readmodel;

import io.proofline.console.database.SqlDatabase;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The position of the read model in each partition, in the same database as the rows that come from
 * there. A position moves only from the place at which its writer believes it to be; a writer that
 * has lost the partition to another instance fails, and its rows are rolled back.
 */
final class SourcePositions {

  private final SqlDatabase database;
  private final InstantSource clock;

  SourcePositions(SqlDatabase database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** A change of the position in a partition. */
  record Move(TopicPartition partition, long from, long to) {}

  /** Another instance has moved a position, so this one must begin again from there. */
  static final class PositionMovedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    PositionMovedException(TopicPartition partition, long expected) {
      super("Another instance has moved %s on from %d".formatted(partition, expected));
    }
  }

  /** The positions of some partitions; a partition that is read for the first time is at 0. */
  Map<TopicPartition, Long> open(Collection<TopicPartition> partitions) {
    var sorted = partitions.stream().sorted(BY_NAME).toList();
    return database
        .transactions()
        .execute(_ -> {
          var positions = new HashMap<TopicPartition, Long>();
          for (var partition : sorted) {
            database.writer().update(INSERT, parameters(partition, 0, 0));
            positions.put(
                partition,
                database
                    .writer()
                    .queryForObject(SELECT_ONE, parameters(partition, 0, 0), Long.class));
          }
          return positions;
        });
  }

  /** Moves a position inside the writer's transaction. */
  void move(Move move) {
    var parameters = parameters(move.partition(), move.from(), move.to());
    if (database.writer().update(MOVE, parameters) != 1) {
      throw new PositionMovedException(move.partition(), move.from());
    }
  }

  /** All positions. */
  static Map<TopicPartition, Long> all(JdbcClient sql) {
    var positions = new HashMap<TopicPartition, Long>();
    sql.sql("SELECT topic, partition_number, next_offset FROM source_position")
        .query(row -> {
          positions.put(new TopicPartition(row.getString(1), row.getInt(2)), row.getLong(3));
        });
    return positions;
  }

  /** The positions in a topic, by partition. */
  static Map<Integer, Long> ofTopic(JdbcClient sql, String topic) {
    var positions = new HashMap<Integer, Long>();
    sql.sql("SELECT partition_number, next_offset FROM source_position WHERE topic = :topic")
        .param("topic", topic)
        .query(row -> {
          positions.put(row.getInt(1), row.getLong(2));
        });
    return positions;
  }

  private Map<String, Object> parameters(TopicPartition partition, long from, long to) {
    return Map.of(
        "topic",
        partition.topic(),
        "partition",
        partition.partition(),
        "from",
        from,
        "to",
        to,
        "now",
        clock.instant().toEpochMilli());
  }

  static final Comparator<TopicPartition> BY_NAME =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  private static final String INSERT =
      "INSERT INTO source_position (topic, partition_number, next_offset, read_at)"
          + " VALUES (:topic, :partition, 0, :now) ON CONFLICT DO NOTHING";
  private static final String SELECT_ONE =
      "SELECT next_offset FROM source_position"
          + " WHERE topic = :topic AND partition_number = :partition";
  private static final String MOVE =
      "UPDATE source_position SET next_offset = :to, read_at = :now"
          + " WHERE topic = :topic AND partition_number = :partition AND next_offset = :from";
}
