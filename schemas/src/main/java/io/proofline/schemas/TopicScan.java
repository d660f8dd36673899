package io.proofline.schemas;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads partitions with a consumer of its caller, without a group, and knows when all records that
 * existed at the start have been read: the consumer's position is then at or behind the end of each
 * partition, also if its last records are transaction markers or were aborted. Like the consumer it
 * is not thread-safe.
 */
public final class TopicScan<K, V> {

  private static final Duration POLL = Duration.ofMillis(200);

  /** Longer than Kafka needs to abort an open transaction, behind which nothing is readable. */
  private static final Duration MAX_STALL = Duration.ofSeconds(30);

  private final Consumer<K, V> consumer;
  private final Map<TopicPartition, Long> ends;
  private final LongSupplier nanos;
  private long position;
  private long lastProgress;

  TopicScan(Consumer<K, V> consumer, Map<TopicPartition, Long> ends, LongSupplier nanos) {
    this.consumer = consumer;
    this.ends = Map.copyOf(ends);
    this.nanos = nanos;
    this.lastProgress = nanos.getAsLong();
  }

  /** Assigns the partitions to the consumer and moves it to their beginnings. */
  public static <K, V> TopicScan<K, V> start(
      Consumer<K, V> consumer, Collection<TopicPartition> partitions) {
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return until(consumer, consumer.endOffsets(partitions));
  }

  /** Reads from the present positions of the consumer; {@code ends} has all its partitions. */
  public static <K, V> TopicScan<K, V> until(
      Consumer<K, V> consumer, Map<TopicPartition, Long> ends) {
    return new TopicScan<>(consumer, ends, System::nanoTime);
  }

  /** Whether all records that existed at the start have been read. */
  public boolean isComplete() {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  /**
   * The next records; waits 200 ms at most. Continues after the end, with newer records.
   *
   * @throws KafkaException if the scan is not complete and has made no progress for 30 s
   */
  public ConsumerRecords<K, V> poll() {
    var records = consumer.poll(POLL);
    long now = nanos.getAsLong();
    long reached = ends.keySet().stream().mapToLong(consumer::position).sum();
    if (reached != position || isComplete()) {
      position = reached;
      lastProgress = now;
    } else if (now - lastProgress > MAX_STALL.toNanos()) {
      throw new KafkaException(
          "Kafka gives no more of %s for %d s"
              .formatted(
                  ends.keySet().stream().map(TopicPartition::topic).distinct().sorted().toList(),
                  MAX_STALL.toSeconds()));
    }
    return records;
  }

  /** As {@link #poll}, without records that did not exist at the start. */
  public List<ConsumerRecord<K, V>> pollToEnd() {
    var records = new ArrayList<ConsumerRecord<K, V>>();
    for (var record : poll()) {
      var partition = new TopicPartition(record.topic(), record.partition());
      if (record.offset() < ends.getOrDefault(partition, 0L)) {
        records.add(record);
      }
    }
    return records;
  }

  /** Passes on all records that existed at the start, those of one partition in their order. */
  public void readToEnd(java.util.function.Consumer<ConsumerRecord<K, V>> each) {
    while (!isComplete()) {
      pollToEnd().forEach(each);
    }
  }
}
