package io.proofline.ingest.publish;

import io.proofline.schemas.KafkaConnection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/**
 * Writes signals to Kafka, and reports within four seconds whether the broker stored them. It never
 * blocks: without a producer from {@link PublisherPreparation}, or without a broker, the result is
 * {@link PublishResult#NOT_STORED}.
 */
public final class SignalPublisher {

  private static final Logger LOG = LoggerFactory.getLogger(SignalPublisher.class);
  private static final int FAILED_CHECKS_BEFORE_WARNING = 5;
  private static final DataSize ROOM_FOR_HEADERS = DataSize.ofKilobytes(64);

  private volatile @Nullable Producer<String, byte[]> producer;
  private volatile @Nullable String trouble = "not connected yet";
  private final AtomicInteger failedChecks = new AtomicInteger();
  private final AtomicBoolean failing = new AtomicBoolean();

  /** The producer's settings, whose timeouts are shorter than the senders' own. */
  public static Map<String, Object> settings(KafkaConnection kafka, DataSize maxBody) {
    var settings = new HashMap<String, Object>();
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 3000);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 1500);
    settings.put(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
        Math.toIntExact(maxBody.toBytes() + ROOM_FOR_HEADERS.toBytes()));
    settings.putAll(kafka.producerSettings(kafka.prefix() + "ingest-gateway"));
    return settings;
  }

  /** Uses this producer from now on, and clears the trouble. */
  void useProducer(Producer<String, byte[]> prepared) {
    producer = prepared;
    if (trouble != null) {
      trouble = null;
      failedChecks.set(0);
      LOG.info("Signals can be stored");
    }
  }

  /**
   * The reason why signals can't be stored, by the last check, which runs twice a second; empty if
   * they can.
   */
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /**
   * Sets the trouble, which health shows at once; the fifth failed check in a row logs a warning.
   */
  void trouble(String sentence) {
    trouble = sentence;
    if (failedChecks.incrementAndGet() == FAILED_CHECKS_BEFORE_WARNING) {
      LOG.warn("Signals can't be stored: {}", sentence);
    }
  }

  /** Completes when the broker has answered or the timeout has passed; never exceptionally. */
  public <V> CompletionStage<PublishResult> publish(SignalRecord<V> signalRecord) {
    var published = new CompletableFuture<PublishResult>();
    var writer = producer;
    if (writer == null) {
      published.complete(PublishResult.NOT_STORED);
      return published;
    }
    try {
      var _ = writer.send(bytes(signalRecord), (_, error) -> published.complete(result(error)));
    } catch (RuntimeException e) {
      published.complete(result(e));
    }
    return published;
  }

  private PublishResult result(@Nullable Exception error) {
    return switch (error) {
      case null -> {
        failing.set(false);
        yield PublishResult.STORED;
      }
      case RecordTooLargeException _ -> PublishResult.TOO_LARGE;
      default -> {
        if (failing.compareAndSet(false, true)) {
          LOG.warn("A signal was not stored; logged once until the next one is", error);
        }
        yield PublishResult.NOT_STORED;
      }
    };
  }

  private static <V> ProducerRecord<String, byte[]> bytes(SignalRecord<V> signalRecord) {
    var topic = signalRecord.topic();
    var value = topic.values().serializer().serialize(topic.name(), signalRecord.value());
    var at = signalRecord.receivedAt().toEpochMilli();
    return new ProducerRecord<>(topic.name(), null, at, signalRecord.key(), value);
  }
}
