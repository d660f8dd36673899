package io.proofline.ingest.publish;

import io.proofline.schemas.PartitionCounts;
import io.proofline.schemas.SchemaRegistry;
import io.proofline.schemas.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;
import org.springframework.kafka.core.ProducerFactory;

/**
 * Runs the publisher's blocking calls in its own thread, twice a second: it registers the schemas,
 * creates the producer and reads the topics' metadata. So the event loop never blocks, and the
 * gateway recovers without a restart when Kafka or the registry is available again.
 */
public final class PublisherPreparation implements AutoCloseable {

  private static final Duration INTERVAL = Duration.ofMillis(500);

  private final Map<Topic<?, ?>, Schema> topics;
  private final SchemaRegistry registry;
  private final ProducerFactory<String, byte[]> producers;
  private final SignalPublisher publisher;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("gateway-preparation").daemon().factory());

  public PublisherPreparation(
      Map<Topic<?, ?>, Schema> topics,
      SchemaRegistry registry,
      ProducerFactory<String, byte[]> producers,
      SignalPublisher publisher) {
    this.topics = topics;
    this.registry = registry;
    this.producers = producers;
    this.publisher = publisher;
  }

  /** Starts the thread, and returns at once. */
  public void start() {
    var _ =
        thread.scheduleWithFixedDelay(this::prepare, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void prepare() {
    try {
      topics.forEach((topic, schema) -> registry.register(topic.name() + "-value", schema));
      var producer = producers.createProducer();
      check(producer);
      publisher.useProducer(producer);
    } catch (RuntimeException e) {
      if (!thread.isShutdown()) {
        publisher.trouble(Optional.ofNullable(e.getMessage()).orElseGet(e::toString));
      }
    }
  }

  /**
   * Checks all topics before it reports a failure, since Kafka's first answer for each may be late.
   */
  private void check(Producer<?, ?> producer) {
    var troubles =
        topics.keySet().stream().flatMap(topic -> trouble(topic, producer).stream()).toList();
    if (!troubles.isEmpty()) {
      throw new IllegalStateException(String.join("; ", troubles));
    }
  }

  private static Optional<String> trouble(Topic<?, ?> topic, Producer<?, ?> producer) {
    try {
      return PartitionCounts.mismatch(topic, producer.partitionsFor(topic.name()).size());
    } catch (TimeoutException _) {
      return Optional.of(
          "Kafka does not report the partitions of topic %s".formatted(topic.name()));
    }
  }
}
