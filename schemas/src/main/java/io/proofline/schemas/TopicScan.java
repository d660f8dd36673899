package io.proofline.schemas;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads partitions from their beginning with a consumer of its caller, without a group, and reports
 * when all records that existed at the start have been read. Like the consumer it is not
 * thread-safe.
 */
public final class TopicScan<K, V> {

  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<K, V> consumer;
  private final Map<TopicPartition, Long> ends;

  private TopicScan(Consumer<K, V> consumer, Map<TopicPartition, Long> ends) {
    this.consumer = consumer;
    this.ends = ends;
  }

  /** Assigns the partitions to the consumer and moves it to their beginnings. */
  public static <K, V> TopicScan<K, V> start(
      Consumer<K, V> consumer, Collection<TopicPartition> partitions) {
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return new TopicScan<>(consumer, consumer.endOffsets(partitions));
  }

  /** Whether all records that existed at the start have been read. */
  public boolean isComplete() {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  /** The next records; waits 200 ms at most. Continues after the end, with newer records. */
  public ConsumerRecords<K, V> poll() {
    return consumer.poll(POLL);
  }
}
