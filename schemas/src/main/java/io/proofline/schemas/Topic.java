package io.proofline.schemas;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/**
 * A topic as a value: its name, what its keys and values are, and how it is kept.
 *
 * @param partitions inputs of one sub-topology share one count
 */
public record Topic<K, V>(
    String name, Serde<K> keys, Serde<V> values, Retention retention, int partitions) {

  /** How long records stay. */
  public sealed interface Retention {

    /** Deleted when older; Kafka counts from the record's timestamp. */
    record ForTime(Duration time) implements Retention {}

    /** The newest of each key stays. */
    record Compacted() implements Retention {}

    /** The same; what it replaced is off the disks within a time. */
    record CompactedWithin(Duration within) implements Retention {}

    /** Nothing is ever deleted. */
    record Forever() implements Retention {}
  }

  /** A record whose timestamp is when we received what it speaks of. */
  public ProducerRecord<K, V> record(K key, @Nullable V value, long receivedAtMillis) {
    return new ProducerRecord<>(name, null, receivedAtMillis, key, value);
  }

  /** Settings of a compacted topic: without them, Kafka may leave a replaced value for ever. */
  public static Map<String, String> maxCompactionLag(Duration within) {
    return Map.of("max.compaction.lag.ms", Long.toString(within.toMillis()));
  }

  /** The topic's settings, for its creation. */
  public Map<String, String> settings() {
    var settings = new LinkedHashMap<String, String>();
    switch (retention) {
      case Retention.ForTime(var time) -> {
        settings.put("cleanup.policy", "delete");
        settings.put("retention.ms", Long.toString(time.toMillis()));
      }
      case Retention.Compacted() -> settings.put("cleanup.policy", "compact");
      case Retention.CompactedWithin(var within) -> {
        settings.put("cleanup.policy", "compact");
        settings.putAll(maxCompactionLag(within));
      }
      case Retention.Forever() -> {
        settings.put("cleanup.policy", "delete");
        settings.put("retention.ms", "-1");
        settings.put("retention.bytes", "-1");
      }
    }
    return settings;
  }
}
