package io.proofline.cli.topic;

import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads topics from the first record to the end that was committed when reading began. */
public final class CompleteTopicReader {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration REPORT_INTERVAL = Duration.ofSeconds(3);

  private final KafkaConnection kafka;
  private final Consumer<String> progress;

  /**
   * Reads nothing yet.
   *
   * @param progress hears every three seconds how far it is
   */
  public CompleteTopicReader(KafkaConnection kafka, Consumer<String> progress) {
    this.kafka = kafka;
    this.progress = progress;
  }

  /**
   * Hands over every record, a partition's in their order.
   *
   * @return how many partitions the topic has
   * @throws IllegalStateException when there is no such topic
   * @throws KafkaException when Kafka does not answer
   */
  public <V extends SpecificRecordBase> int read(
      Topic<String, V> topic, Consumer<ConsumerRecord<String, V>> each) {
    try (var consumer =
        new KafkaConsumer<>(
            settings(), topic.keys().deserializer(), topic.values().deserializer())) {
      var partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      read(topic, consumer, consumer.endOffsets(partitions), each);
      return partitions.size();
    }
  }

  private <V> void read(
      Topic<String, V> topic,
      KafkaConsumer<String, V> consumer,
      Map<TopicPartition, Long> ends,
      Consumer<ConsumerRecord<String, V>> each) {
    var readProgress = new ReadProgress(topic.name());
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      var records = consumer.poll(POLL);
      ends.forEach((partition, end) ->
          records.records(partition).stream()
              .filter(record -> record.offset() < end)
              .forEach(each));
      readProgress.update(records.count());
    }
  }

  /** How far a reading is, and whether it goes on. */
  private final class ReadProgress {

    private final String topic;
    private long count;
    private long lastRecordNanos = System.nanoTime();
    private long lastReportNanos = lastRecordNanos;

    ReadProgress(String topic) {
      this.topic = topic;
    }

    void update(int more) {
      count += more;
      long now = System.nanoTime();
      lastRecordNanos = more > 0 ? now : lastRecordNanos;
      if (now - lastRecordNanos > TIMEOUT.toNanos()) {
        throw new KafkaException("Kafka gives no more of topic " + topic);
      }
      if (now - lastReportNanos > REPORT_INTERVAL.toNanos()) {
        progress.accept("%s: %,d records read".formatted(topic, count));
        lastReportNanos = now;
      }
    }
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<String, ?> consumer, Topic<String, ?> topic) {
    var found = consumer.partitionsFor(topic.name());
    if (found == null || found.isEmpty()) {
      throw new IllegalStateException(
          "There is no topic %s: is --prefix right?".formatted(topic.name()));
    }
    return found.stream().map(p -> new TopicPartition(p.topic(), p.partition())).toList();
  }

  private Map<String, Object> settings() {
    var settings = new HashMap<>(kafka.clientSettings(kafka.prefix() + "audit"));
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
    return settings;
  }
}
