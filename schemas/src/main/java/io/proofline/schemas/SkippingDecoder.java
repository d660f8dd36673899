package io.proofline.schemas;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes records of topics that are read from their beginning. A record that can't be read is
 * skipped, and logged and counted once, even if the topic is read again. Any number of threads.
 */
public final class SkippingDecoder {

  private static final Logger LOG = LoggerFactory.getLogger(SkippingDecoder.class);

  private final Consumer<String> report;
  private final Map<TopicPartition, Long> lastReported = new HashMap<>();

  /**
   * Starts with nothing reported.
   *
   * @param counter called once for each record that can't be read
   */
  public SkippingDecoder(Runnable counter) {
    this(sentence -> {
      LOG.error("{}", sentence);
      counter.run();
    });
  }

  private SkippingDecoder(Consumer<String> report) {
    this.report = report;
  }

  /** Logs nothing: each record that can't be read is reported once, in a sentence. */
  public static SkippingDecoder reportingTo(Consumer<String> report) {
    return new SkippingDecoder(report);
  }

  /**
   * Decodes a record and passes it on.
   *
   * @param onValue receives the key and the value; null for a tombstone of a compacted topic
   * @param onUnreadable receives the key of a record whose value can't be read; a record without a
   *     key is only reported
   * @throws RegistryUnavailableException when the value's schema can't be fetched now
   */
  public <V> void decode(
      Topic<String, V> topic,
      ConsumerRecord<String, byte[]> record,
      BiConsumer<String, @Nullable V> onValue,
      Consumer<String> onUnreadable) {
    var key = record.key();
    if (key == null) {
      report(record, "it has no key");
      return;
    }
    if (record.value() == null && !topic.isCompacted()) {
      report(record, "it has no value");
      onUnreadable.accept(key);
      return;
    }
    V value;
    try {
      value = topic.values().deserializer().deserialize(topic.name(), record.value());
    } catch (RegistryUnavailableException e) {
      throw e;
    } catch (KafkaException e) {
      report(record, String.valueOf(e.getMessage()));
      onUnreadable.accept(key);
      return;
    }
    onValue.accept(key, value);
  }

  /** As above; after an unreadable record the key's previous value stays in force. */
  public <V> void decode(
      Topic<String, V> topic,
      ConsumerRecord<String, byte[]> record,
      BiConsumer<String, @Nullable V> onValue) {
    decode(topic, record, onValue, _ -> {});
  }

  private synchronized void report(ConsumerRecord<String, byte[]> record, String cause) {
    var partition = new TopicPartition(record.topic(), record.partition());
    var last = lastReported.get(partition);
    if (last == null || last < record.offset()) {
      lastReported.put(partition, record.offset());
      report.accept(
          "The record in %s at offset %d can't be read and is skipped: %s"
              .formatted(partition, record.offset(), cause));
    }
  }
}
