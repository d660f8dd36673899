package io.proofline.ingest;

import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads all records that a topic has at the moment. */
final class TopicReader {

  private TopicReader() {}

  static <V> List<ConsumerRecord<String, V>> all(KafkaConnection kafka, Topic<String, V> topic) {
    var records = new ArrayList<ConsumerRecord<String, V>>();
    try (var consumer =
        new KafkaConsumer<>(
            kafka.clientSettings("reader"),
            topic.keys().deserializer(),
            topic.values().deserializer())) {
      var partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }
}
