package io.proofline.workers.rules;

import io.proofline.schemas.Topic;
import io.proofline.schemas.avro.RulesRecord;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Reads the rules topic from its beginning into a {@link RulesTable}, on a thread of its own. */
final class RulesTopicReader implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(RulesTopicReader.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Topic<String, RulesRecord> topic;
  private final Supplier<Consumer<String, byte[]>> consumers;
  private final RulesTable table;
  private volatile boolean stopping;
  private volatile @Nullable Thread thread;

  RulesTopicReader(
      Topic<String, RulesRecord> topic,
      Supplier<Consumer<String, byte[]>> consumers,
      RulesTable table) {
    this.topic = topic;
    this.consumers = consumers;
    this.table = table;
  }

  @Override
  public void start() {
    stopping = false;
    thread = Thread.ofVirtual().name("rules").start(this::run);
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
        var partition = List.of(new TopicPartition(topic.name(), 0));
        consumer.assign(partition);
        consumer.seekToBeginning(partition);
        while (!stopping) {
          consumer.poll(POLL).forEach(this::apply);
        }
      } catch (KafkaException e) {
        LOG.warn(
            "The rules topic can't be read now, another attempt follows in {}: {}",
            PAUSE,
            e.getMessage());
        pause();
      }
    }
  }

  /** A record that can't be read is skipped: the rules read so far stay in use. */
  private void apply(ConsumerRecord<String, byte[]> record) {
    try {
      var rules = topic.values().deserializer().deserialize(topic.name(), record.value());
      table.accept(record.key(), rules);
    } catch (SerializationException e) {
      LOG.error(
          "The record at offset {} of {} can't be read and is skipped: {}",
          record.offset(),
          topic.name(),
          e.getMessage());
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
