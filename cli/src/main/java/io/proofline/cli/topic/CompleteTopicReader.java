package io.proofline.cli.topic;

import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.SkippingDecoder;
import io.proofline.schemas.Topic;
import io.proofline.schemas.TopicScan;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads a topic from its first record to the last one that was committed when the read began. */
public final class CompleteTopicReader {

  private static final Duration REPORT_INTERVAL = Duration.ofSeconds(3);
  private static final int LISTED_UNREADABLE = 5;

  private final KafkaConnection kafka;
  private final Consumer<String> progress;

  /**
   * Creates a reader; it does not connect yet.
   *
   * @param progress receives a line with the number of records every three seconds, and a line for
   *     each of the first unreadable records
   */
  public CompleteTopicReader(KafkaConnection kafka, Consumer<String> progress) {
    this.kafka = kafka;
    this.progress = progress;
  }

  /**
   * Passes every record to a consumer, in order within a partition. Unreadable records are reported
   * to the progress and skipped.
   *
   * @return the topic's number of partitions
   * @throws IllegalStateException if there is no such topic
   * @throws KafkaException if Kafka does not answer
   */
  public <V extends SpecificRecordBase> int read(
      Topic<String, V> topic, Consumer<ConsumerRecord<String, V>> each) {
    try (var consumer = kafka.committedReader("audit")) {
      var partitions = partitions(consumer, topic);
      var scan = TopicScan.start(consumer, partitions);
      var readProgress = new ReadProgress(topic.name());
      var decoder = SkippingDecoder.reportingTo(readProgress::unreadable);
      while (!scan.isComplete()) {
        var records = scan.pollToEnd();
        records.forEach(record ->
            decoder.decode(topic, record, (_, value) -> each.accept(with(value, record))));
        readProgress.update(records.size());
      }
      readProgress.end();
      return partitions.size();
    }
  }

  @SuppressWarnings("NullAway") // Kafka's records have no annotations: a tombstone has no value
  private static <V> ConsumerRecord<String, V> with(
      @Nullable V value, ConsumerRecord<String, byte[]> record) {
    return new ConsumerRecord<>(
        record.topic(), record.partition(), record.offset(), record.key(), value);
  }

  /** Counts records and reports progress. */
  private final class ReadProgress {

    private final String topic;
    private long count;
    private long unreadable;
    private long lastReportNanos = System.nanoTime();

    ReadProgress(String topic) {
      this.topic = topic;
    }

    void update(int more) {
      count += more;
      long now = System.nanoTime();
      if (now - lastReportNanos > REPORT_INTERVAL.toNanos()) {
        progress.accept("%s: %,d records read".formatted(topic, count));
        lastReportNanos = now;
      }
    }

    void unreadable(String sentence) {
      unreadable++;
      if (unreadable <= LISTED_UNREADABLE) {
        progress.accept(sentence);
      }
    }

    void end() {
      if (unreadable > LISTED_UNREADABLE) {
        progress.accept(
            "%s: %,d records in all can't be read and are skipped".formatted(topic, unreadable));
      }
    }
  }

  private static List<TopicPartition> partitions(
      org.apache.kafka.clients.consumer.Consumer<String, ?> consumer, Topic<String, ?> topic) {
    var found = consumer.partitionsFor(topic.name());
    if (found == null || found.isEmpty()) {
      throw new IllegalStateException(
          "There is no topic %s. Check --prefix.".formatted(topic.name()));
    }
    return found.stream().map(p -> new TopicPartition(p.topic(), p.partition())).toList();
  }
}
