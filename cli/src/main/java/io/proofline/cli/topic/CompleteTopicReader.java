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

/** Reads a topic from its first record to the last one that was committed when the read began. */
public final class CompleteTopicReader {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration REPORT_INTERVAL = Duration.ofSeconds(3);

  private final KafkaConnection kafka;
  private final Consumer<String> progress;

  /**
   * Creates a reader; it does not connect yet.
   *
   * @param progress receives a line with the number of records every three seconds
   */
  public CompleteTopicReader(KafkaConnection kafka, Consumer<String> progress) {
    this.kafka = kafka;
    this.progress = progress;
  }

  /**
   * Passes every record to a consumer, in order within a partition.
   *
   * @return the topic's number of partitions
   * @throws IllegalStateException if there is no such topic
   * @throws KafkaException if Kafka does not answer
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

  /** Counts records, reports progress, and fails after 30 seconds without a record. */
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
        throw new KafkaException("Kafka returned no records for 30 s of topic " + topic);
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
          "There is no topic %s. Check --prefix.".formatted(topic.name()));
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
