package io.proofline.workers;

import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Reads committed records of topics and writes records, for tests with a broker. */
public final class TestTopics implements AutoCloseable {

  private final KafkaConnection kafka;
  private final KafkaProducer<String, byte[]> producer;
  private final Map<String, KafkaConsumer<String, byte[]>> consumers = new HashMap<>();
  private final Map<String, List<KeyedRecord<?>>> read = new HashMap<>();

  /** A record's key and value. */
  public record KeyedRecord<V>(String key, V value) {}

  public TestTopics(KafkaConnection kafka) {
    this.kafka = kafka;
    this.producer =
        new KafkaProducer<>(
            kafka.clientSettings("test-sender"), new StringSerializer(), new ByteArraySerializer());
  }

  /**
   * The same connection with a fast heartbeat: members notice a rebalance sooner than by default.
   */
  public static KafkaConnection withFastHeartbeat(KafkaConnection kafka) {
    return new KafkaConnection(
        kafka.bootstrap(),
        kafka.registry(),
        kafka.prefix(),
        kafka.partitions(),
        Map.of("heartbeat.interval.ms", "300"));
  }

  public <V> List<V> values(Topic<String, V> topic) {
    return entries(topic).stream().map(KeyedRecord::value).toList();
  }

  /** All records so far, those of one key in order. */
  @SuppressWarnings("unchecked") // each topic's list is filled below with that topic's values
  public <V> List<KeyedRecord<V>> entries(Topic<String, V> topic) {
    var partitions =
        IntStream.range(0, topic.partitions())
            .mapToObj(n -> new TopicPartition(topic.name(), n))
            .toList();
    var consumer = consumers.computeIfAbsent(topic.name(), _ -> consumer(partitions));
    var found = read.computeIfAbsent(topic.name(), _ -> new ArrayList<>());
    var ends = consumer.endOffsets(partitions);
    while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
      consumer
          .poll(Duration.ofMillis(20))
          .forEach(record ->
              found.add(
                  new KeyedRecord<>(
                      record.key(),
                      topic.values().deserializer().deserialize(topic.name(), record.value()))));
    }
    return (List<KeyedRecord<V>>) (List<?>) List.copyOf(found);
  }

  /** The keys whose last record is no tombstone, in order of arrival. */
  public List<String> openKeys(Topic<String, ?> topic) {
    var open = new LinkedHashSet<String>();
    for (var keyedRecord : entries(topic)) {
      if (keyedRecord.value() == null) {
        open.remove(keyedRecord.key());
      } else {
        open.add(keyedRecord.key());
      }
    }
    return List.copyOf(open);
  }

  public <V> void send(Topic<String, V> topic, String key, V value) {
    send(topic, null, key, topic.values().serializer().serialize(topic.name(), value));
  }

  /** Sends without waiting; the next blocking send waits for it too. */
  public <V> void sendAsync(Topic<String, V> topic, String key, V value) {
    var bytes = topic.values().serializer().serialize(topic.name(), value);
    producer.send(new ProducerRecord<>(topic.name(), null, key, bytes));
  }

  public void send(Topic<?, ?> topic, Integer partition, String key, byte[] value) {
    producer.send(new ProducerRecord<>(topic.name(), partition, key, value));
    producer.flush();
  }

  @Override
  public void close() {
    producer.close();
    consumers.values().forEach(KafkaConsumer::close);
  }

  private KafkaConsumer<String, byte[]> consumer(List<TopicPartition> partitions) {
    var settings = kafka.clientSettings("test-reader");
    settings.put("isolation.level", "read_committed");
    var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }
}
