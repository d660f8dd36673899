package io.proofline.console.request;

import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes records of several topics in one Kafka transaction, so that either all of them are stored
 * or none: an administrative act and its entry for the audit trail. Thread-safe.
 */
public final class KafkaTransactions implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 10_000;

  private final KafkaConnection kafka;
  private final String transactionalId;
  private @Nullable Producer<String, byte[]> producer;

  /**
   * Transactions of an id.
   *
   * @param name of the transactional id; of several instances with the same one, only that which
   *     opened it last can write
   */
  KafkaTransactions(KafkaConnection kafka, String name) {
    this.kafka = kafka;
    this.transactionalId = kafka.prefix() + "console-" + name;
  }

  /** Writes records in a transaction. */
  public interface Writer {

    <V extends SpecificRecordBase> void write(
        Topic<String, V> topic, String key, @Nullable V value, Instant at);
  }

  /**
   * Makes this instance the only one that can write with the transactional id, until another one
   * claims it. An open transaction of another instance is aborted; one that it has begun to commit
   * is complete when this method returns.
   *
   * @throws KafkaException if Kafka does not answer
   */
  public synchronized void claim() {
    discard();
    var _ = open();
  }

  /** Whether a transaction failed because another instance has claimed the transactional id. */
  public static boolean isClaimedByAnother(KafkaException failure) {
    return Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(cause ->
            cause instanceof ProducerFencedException
                || cause instanceof InvalidProducerEpochException);
  }

  /**
   * Runs writes in one transaction.
   *
   * @throws KafkaException if Kafka did not store them
   */
  public synchronized void run(Consumer<Writer> writes) {
    try {
      var transaction = open();
      transaction.beginTransaction();
      writes.accept(new Sender(transaction));
      transaction.commitTransaction();
    } catch (KafkaException e) {
      discard();
      throw e;
    }
  }

  private record Sender(Producer<String, byte[]> producer) implements Writer {

    @Override
    public <V extends SpecificRecordBase> void write(
        Topic<String, V> topic, String key, @Nullable V value, Instant at) {
      var bytes = value == null ? null : topic.values().serializer().serialize(topic.name(), value);
      var _ =
          producer.send(new ProducerRecord<>(topic.name(), null, at.toEpochMilli(), key, bytes));
    }
  }

  /** Administrative acts are seldom, so the producer is opened by the first one. */
  private Producer<String, byte[]> open() {
    var existing = producer;
    if (existing != null) {
      return existing;
    }
    var settings = kafka.producerSettings(transactionalId);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MILLIS);
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TIMEOUT_MILLIS);
    var created = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    try {
      created.initTransactions();
    } catch (KafkaException e) {
      created.close(Duration.ZERO);
      throw e;
    }
    producer = created;
    return created;
  }

  /** A producer whose transaction failed is not used again; Kafka aborts the transaction. */
  private void discard() {
    if (producer != null) {
      producer.close(Duration.ZERO);
      producer = null;
    }
  }

  @Override
  public synchronized void close() {
    discard();
  }
}
