package io.proofline.schemas;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka topic: its name, serdes, retention and partition count.
 *
 * @param partitions equal for all inputs of one sub-topology
 */
public record Topic<K, V>(
    String name, Serde<K> keys, Serde<V> values, Retention retention, int partitions) {

  /** How long the topic keeps records. */
  public sealed interface Retention {

    /** Records are deleted after this time, counted from the record's timestamp. */
    record ForTime(Duration time) implements Retention {}

    /** The newest record of each key is kept. */
    record Compacted() implements Retention {}

    /**
     * The newest record of each key is kept; replaced ones are deleted from disk within this time.
     */
    record CompactedWithin(Duration within) implements Retention {}

    /** Records are never deleted. */
    record Forever() implements Retention {}
  }

  /** Whether a null value deletes its key. */
  public boolean isCompacted() {
    return retention instanceof Retention.Compacted
        || retention instanceof Retention.CompactedWithin;
  }

  /** A producer record whose timestamp is the receipt time of the event that it describes. */
  public ProducerRecord<K, V> record(K key, @Nullable V value, long receivedAtMillis) {
    return new ProducerRecord<>(name, null, receivedAtMillis, key, value);
  }

  /**
   * Settings that delete replaced values of a compacted topic within a time; by default Kafka may
   * keep them for ever.
   */
  public static Map<String, String> maxCompactionLag(Duration within) {
    return Map.of("max.compaction.lag.ms", Long.toString(within.toMillis()));
  }

  /** Kafka's settings for the topic's creation. */
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
