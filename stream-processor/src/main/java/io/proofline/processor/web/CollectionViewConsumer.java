package io.proofline.processor.web;

import io.proofline.schemas.Topic;
import io.proofline.schemas.TopicScan;
import io.proofline.schemas.avro.CollectionView;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Reads the collections topic from its beginning and keeps the cache current. */
final class CollectionViewConsumer implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(CollectionViewConsumer.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Topic<String, CollectionView> topic;
  private final Supplier<Consumer<String, byte[]>> consumers;
  private final CollectionViewCache counts;
  private volatile boolean stopping;
  private volatile @Nullable Thread thread;

  CollectionViewConsumer(
      Topic<String, CollectionView> topic,
      Supplier<Consumer<String, byte[]>> consumers,
      CollectionViewCache counts) {
    this.topic = topic;
    this.consumers = consumers;
    this.counts = counts;
  }

  @Override
  public void start() {
    stopping = false;
    thread = Thread.ofVirtual().name("collections").start(this::run);
  }

  @Override
  public void stop() {
    stopping = true;
    var running = thread;
    try {
      if (running != null) {
        running.join(Duration.ofSeconds(5));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    var running = thread;
    return running != null && running.isAlive();
  }

  private void run() {
    while (!stopping) {
      try (var consumer = consumers.get()) {
        read(consumer);
      } catch (KafkaException e) {
        log.warn("Can't read the collections topic, will retry: {}", e.getMessage());
        pause();
      }
    }
  }

  private void read(Consumer<String, byte[]> consumer) {
    var partitions =
        IntStream.range(0, topic.partitions())
            .mapToObj(number -> new TopicPartition(topic.name(), number))
            .toList();
    var scan = TopicScan.start(consumer, partitions);
    while (!stopping) {
      scan.poll().forEach(this::accept);
      if (scan.isComplete()) {
        counts.markLoaded();
      }
    }
  }

  /** After an unreadable record the collection's previous view stays. */
  private void accept(ConsumerRecord<String, byte[]> record) {
    try {
      counts.accept(
          record.key(), topic.values().deserializer().deserialize(topic.name(), record.value()));
    } catch (SerializationException e) {
      log.error("A record of {} can't be read: {}", topic.name(), e.getMessage());
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
