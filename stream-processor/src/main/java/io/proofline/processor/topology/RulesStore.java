package io.proofline.processor.topology;

import io.proofline.schemas.RegistryUnavailableException;
import io.proofline.schemas.SkippingDecoder;
import io.proofline.schemas.Topic;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.RulesRecord;
import java.util.ArrayList;
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
 * Global store of the rules topic, complete on every instance. Both topologies read it.
 *
 * <p>It holds the records' bytes, which are decoded when they are used: an exception would end
 * Kafka Streams' global thread, which is never replaced. A record that can't be read is skipped, so
 * the key's previous record stays in force. While the schema registry does not answer, it is not
 * known which records can be read: all of a key are kept until one is written that can.
 */
public final class RulesStore {

  public static final String NAME = "rules";

  /** Between a key and the offset of a record that could not be decoded when it arrived. */
  private static final char UNDECIDED = '\0';

  private final ReadOnlyKeyValueStore<String, byte[]> store;
  private final Topic<String, RulesRecord> topic;

  /** Reads the store, as its users get it from Kafka Streams. */
  public RulesStore(ReadOnlyKeyValueStore<String, byte[]> store, Topic<String, RulesRecord> topic) {
    this.store = store;
    this.topic = topic;
  }

  /** Adds the global store to a topology. */
  public static void addTo(StreamsBuilder builder, Topics topics, ProcessorMetrics metrics) {
    builder.addGlobalStore(
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(NAME), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled(),
        topics.rules().name(),
        Consumed.with(topics.rules().keys(), Serdes.ByteArray()).withName("rules"),
        () -> new StoreUpdater(topics.rules(), metrics));
  }

  /** The key of a rules text with this name and version. */
  public static String key(String name, String version) {
    return name + "@" + version;
  }

  /**
   * The newest readable record of a key; null if there is none.
   *
   * @throws RegistryUnavailableException if its schema can't be fetched now
   * @throws StreamsException if the key has records, and none can be read
   */
  public @Nullable RulesRecord get(String key) {
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
          "The record %s of %s can't be read: push the rules again".formatted(key, topic.name()));
    }
    return bytes == null ? null : decode(bytes);
  }

  private RulesRecord decode(byte[] bytes) {
    return topic.values().deserializer().deserialize(topic.name(), bytes);
  }

  private static final class StoreUpdater extends ContextualProcessor<String, byte[], Void, Void> {

    private final Topic<String, RulesRecord> topic;
    private final SkippingDecoder decoder;

    StoreUpdater(Topic<String, RulesRecord> topic, ProcessorMetrics metrics) {
      this.topic = topic;
      this.decoder = new SkippingDecoder(() -> metrics.unreadableRecord(topic.name()));
    }

    @Override
    public void process(Record<String, byte[]> record) {
      KeyValueStore<String, byte[]> rules = context().getStateStore(NAME);
      var at = context().recordMetadata().orElseThrow();
      try {
        decoder.decode(
            topic,
            new ConsumerRecord<>(
                at.topic(), at.partition(), at.offset(), record.key(), record.value()),
            (key, _) -> replace(rules, key, record.value()));
      } catch (RegistryUnavailableException _) {
        rules.put(record.key() + UNDECIDED + "%019d".formatted(at.offset()), record.value());
      }
    }

    private static void replace(
        KeyValueStore<String, byte[]> rules, String key, byte @Nullable [] bytes) {
      var superseded = new ArrayList<String>();
      try (var undecided = rules.range(key + UNDECIDED, key + (char) (UNDECIDED + 1))) {
        undecided.forEachRemaining(entry -> superseded.add(entry.key));
      }
      superseded.forEach(rules::delete);
      rules.put(key, bytes);
    }
  }
}
