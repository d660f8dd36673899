package io.proofline.schemas;

import java.time.Instant;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Writes single records to a topic; each write returns when all in-sync replicas have it. */
public final class TopicWriter<V> implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 20_000;

  private final Topic<String, V> topic;
  private final Producer<String, V> producer;
  private final String consequence;

  /**
   * Opens a connection.
   *
   * @param purpose names the client, after the prefix
   * @param consequence of a record that is not written, such as {@code nothing is erased}
   */
  public TopicWriter(
      KafkaConnection kafka, String purpose, Topic<String, V> topic, String consequence) {
    var settings = kafka.producerSettings(kafka.prefix() + purpose);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MILLIS);
    this.topic = topic;
    this.producer =
        new KafkaProducer<>(settings, topic.keys().serializer(), topic.values().serializer());
    this.consequence = consequence;
  }

  /**
   * Writes a record and waits for it.
   *
   * @throws KafkaException if Kafka did not accept it, or the thread was interrupted meanwhile
   */
  public RecordMetadata write(String key, @Nullable V value, Instant at) {
    try {
      return producer.send(topic.record(key, value, at.toEpochMilli())).get();
    } catch (ExecutionException e) {
      throw new KafkaException(
          "Kafka did not take the record %s of %s; %s".formatted(key, topic.name(), consequence),
          e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException(
          "Interrupted while writing the record %s of %s".formatted(key, topic.name()), e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
