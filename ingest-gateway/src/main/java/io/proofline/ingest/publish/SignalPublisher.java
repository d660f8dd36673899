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
 * Writes signals and says within four seconds whether the broker has them. Never blocks: until
 * {@link PublisherPreparation} has brought a producer, and whenever the broker is away, the answer
 * is no.
 */
public final class SignalPublisher {

  private static final Logger LOG = LoggerFactory.getLogger(SignalPublisher.class);
  private static final int FAILED_CHECKS_BEFORE_WARNING = 5;
  private static final DataSize ROOM_FOR_HEADERS = DataSize.ofKilobytes(64);

  private volatile @Nullable Producer<String, byte[]> producer;
  private volatile @Nullable String trouble = "not connected yet";
  private final AtomicInteger failedChecks = new AtomicInteger();
  private final AtomicBoolean failing = new AtomicBoolean();

  /** What the producer is told, so that an answer comes while the sender still waits. */
  public static Map<String, Object> settings(KafkaConnection kafka, DataSize maxBody) {
    var settings = new HashMap<String, Object>();
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 3000);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 1500);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.put(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
        Math.toIntExact(maxBody.toBytes() + ROOM_FOR_HEADERS.toBytes()));
    settings.putAll(kafka.clientSettings(kafka.prefix() + "ingest-gateway"));
    return settings;
  }

  /** All is well: this producer writes. */
  void useProducer(Producer<String, byte[]> prepared) {
    producer = prepared;
    if (trouble != null) {
      trouble = null;
      failedChecks.set(0);
      LOG.info("Signals can be stored");
    }
  }

  /** Why signals can't be stored at present, by the last look, half a second ago or so. */
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /** Kept for health at once, and said in the log when it lasts. */
  void trouble(String sentence) {
    trouble = sentence;
    if (failedChecks.incrementAndGet() == FAILED_CHECKS_BEFORE_WARNING) {
      LOG.warn("Signals can't be stored: {}", sentence);
    }
  }

  /** Completes once the broker has answered or the time is over; never exceptionally. */
  public <V> CompletionStage<PublishResult> publish(SignalRecord<V> signalRecord) {
    var end = new CompletableFuture<PublishResult>();
    var writer = producer;
    if (writer == null) {
      end.complete(PublishResult.NOT_STORED);
      return end;
    }
    try {
      var _ = writer.send(bytes(signalRecord), (_, error) -> end.complete(result(error)));
    } catch (RuntimeException e) {
      end.complete(result(e));
    }
    return end;
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
          LOG.warn("A signal was not stored; said once until one is", error);
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
