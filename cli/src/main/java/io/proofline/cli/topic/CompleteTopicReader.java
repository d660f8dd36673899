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

/** Reads topics from the first record to the end that was committed when reading began. */
public final class CompleteTopicReader {

  private static final Duration REPORT_INTERVAL = Duration.ofSeconds(3);
  private static final int LISTED_UNREADABLE = 5;

  private final KafkaConnection kafka;
  private final Consumer<String> progress;

  /**
   * Reads nothing yet.
   *
   * @param progress hears every three seconds how far it is, and of records that can't be read
   */
  public CompleteTopicReader(KafkaConnection kafka, Consumer<String> progress) {
    this.kafka = kafka;
    this.progress = progress;
  }

  /**
   * Hands over every record, a partition's in their order. Those that can't be read are reported to
   * the progress and left out.
   *
   * @return how many partitions the topic has
   * @throws IllegalStateException when there is no such topic
   * @throws KafkaException when Kafka does not answer
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

  /** How far a reading is. */
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
          "There is no topic %s: is --prefix right?".formatted(topic.name()));
    }
    return found.stream().map(p -> new TopicPartition(p.topic(), p.partition())).toList();
  }
}
