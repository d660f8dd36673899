package io.proofline.workers.kafka;

import io.proofline.schemas.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Collects serialized records and offsets, and commits them in one Kafka transaction. */
public final class TransactionBatch {

  private final List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
  private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();

  /** Adds a record; its key determines the partition. */
  public <V> void add(Topic<String, V> topic, String key, @Nullable V value, long atMillis) {
    records.add(new ProducerRecord<>(topic.name(), null, atMillis, key, bytes(topic, value)));
  }

  /** Adds a record on a given partition. */
  public <V> void add(
      Topic<String, V> topic, int partition, String key, @Nullable V value, long atMillis) {
    records.add(new ProducerRecord<>(topic.name(), partition, atMillis, key, bytes(topic, value)));
  }

  /**
   * Adds a consumer offset; the commit fails if the consumer is no longer a member of the group.
   */
  public void offset(TopicPartition partition, OffsetAndMetadata offset) {
    offsets.put(partition, offset);
  }

  public boolean isEmpty() {
    return records.isEmpty() && offsets.isEmpty();
  }

  /** Writes all of it or nothing; after an exception the caller must close the producer. */
  public void commit(Producer<String, byte[]> producer, ConsumerGroupMetadata group) {
    producer.beginTransaction();
    for (var record : records) {
      var _ = producer.send(record); // a failed send fails the commit
    }
    if (!offsets.isEmpty()) {
      producer.sendOffsetsToTransaction(offsets, group);
    }
    producer.commitTransaction();
  }

  private static <V> byte @Nullable [] bytes(Topic<String, V> topic, @Nullable V value) {
    return value == null ? null : topic.values().serializer().serialize(topic.name(), value);
  }
}
