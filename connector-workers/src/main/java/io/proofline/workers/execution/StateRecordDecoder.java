package io.proofline.workers.execution;

import io.proofline.schemas.RegistryUnavailableException;
import io.proofline.schemas.Topic;
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
 * Decodes records of the topics in which the workers keep their own state ({@code ledger}, {@code
 * poll.cursor}, {@code poll.seen}). A record that can't be read does not stop the workers: it is
 * logged and counted once, even if the topic is read again, and its key is given to the caller. Any
 * number of threads.
 */
public final class StateRecordDecoder {

  private static final Logger LOG = LoggerFactory.getLogger(StateRecordDecoder.class);

  private final Runnable counter;
  private final Map<TopicPartition, Long> lastReported = new HashMap<>();

  /**
   * Starts with nothing reported.
   *
   * @param counter called once for each record that can't be read
   */
  public StateRecordDecoder(Runnable counter) {
    this.counter = counter;
  }

  /**
   * Decodes a record and passes it on.
   *
   * @param onValue receives the key and the value; null for a tombstone
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

  private synchronized void report(ConsumerRecord<String, byte[]> record, String cause) {
    var partition = new TopicPartition(record.topic(), record.partition());
    var last = lastReported.get(partition);
    if (last == null || last < record.offset()) {
      lastReported.put(partition, record.offset());
      LOG.error(
          "The record in {} at offset {} can't be read and is skipped: {}",
          partition,
          record.offset(),
          cause);
      counter.run();
    }
  }
}
