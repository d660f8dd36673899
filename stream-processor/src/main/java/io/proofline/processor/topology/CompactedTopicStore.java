package io.proofline.processor.topology;

import io.proofline.schemas.RegistryUnavailableException;
import io.proofline.schemas.SkippingDecoder;
import io.proofline.schemas.Topic;
import java.util.ArrayList;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Global store of a compacted topic, complete on every instance.
 *
 * <p>It holds the records' bytes, which are decoded when they are used: an exception would end
 * Kafka Streams' global thread, which is never replaced. A record that can't be read is skipped, so
 * the key's previous record stays in force. While the schema registry does not answer, it is not
 * known which records can be read: all of a key are kept until one is written that can.
 */
final class CompactedTopicStore<V extends SpecificRecordBase> {

  /** Between a key and the offset of a record that could not be decoded when it arrived. */
  private static final char UNDECIDED = '\0';

  private final ReadOnlyKeyValueStore<String, byte[]> store;
  private final Topic<String, V> topic;

  /** Reads the store, as its users get it from Kafka Streams. */
  CompactedTopicStore(ReadOnlyKeyValueStore<String, byte[]> store, Topic<String, V> topic) {
    this.store = store;
    this.topic = topic;
  }

  /** Adds the global store of a topic to a topology; the node has the store's name. */
  static void addTo(
      StreamsBuilder builder,
      String name,
      Topic<String, ? extends SpecificRecordBase> topic,
      ProcessorMetrics metrics) {
    builder.addGlobalStore(
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled(),
        topic.name(),
        Consumed.with(topic.keys(), Serdes.ByteArray()).withName(name),
        () -> new StoreUpdater(name, topic, metrics));
  }

  /**
   * The newest readable record of a key; null if there is none.
   *
   * @throws RegistryUnavailableException if its schema can't be fetched now
   * @throws StreamsException if the key has records, and none can be read
   */
  @Nullable V get(String key) {
    boolean unreadable = false;
    try (var undecided = store.reverseRange(key + UNDECIDED, key + (char) (UNDECIDED + 1))) {
      while (undecided.hasNext()) {
        try {
          return decode(undecided.next().value);
        } catch (SerializationException _) {
          unreadable = true;
        }
      }
    }
    var bytes = store.get(key);
    if (bytes == null && unreadable) {
      throw new StreamsException(
          "The record %s of %s can't be read: write it again".formatted(key, topic.name()));
    }
    return bytes == null ? null : decode(bytes);
  }

  private V decode(byte[] bytes) {
    return topic.values().deserializer().deserialize(topic.name(), bytes);
  }

  private static final class StoreUpdater extends ContextualProcessor<String, byte[], Void, Void> {

    private final String name;
    private final Topic<String, ? extends SpecificRecordBase> topic;
    private final SkippingDecoder decoder;

    StoreUpdater(
        String name, Topic<String, ? extends SpecificRecordBase> topic, ProcessorMetrics metrics) {
      this.name = name;
      this.topic = topic;
      this.decoder = new SkippingDecoder(() -> metrics.unreadableRecord(topic.name()));
    }

    @Override
    public void process(Record<String, byte[]> record) {
      KeyValueStore<String, byte[]> store = context().getStateStore(name);
      var at = context().recordMetadata().orElseThrow();
      try {
        decoder.decode(
            topic,
            new ConsumerRecord<>(
                at.topic(), at.partition(), at.offset(), record.key(), record.value()),
            (key, _) -> replace(store, key, record.value()));
      } catch (RegistryUnavailableException _) {
        store.put(record.key() + UNDECIDED + "%019d".formatted(at.offset()), record.value());
      }
    }

    private static void replace(
        KeyValueStore<String, byte[]> store, String key, byte @Nullable [] bytes) {
      var superseded = new ArrayList<String>();
      try (var undecided = store.range(key + UNDECIDED, key + (char) (UNDECIDED + 1))) {
        undecided.forEachRemaining(entry -> superseded.add(entry.key));
      }
      superseded.forEach(store::delete);
      store.put(key, bytes);
    }
  }
}
