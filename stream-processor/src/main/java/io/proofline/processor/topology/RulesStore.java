package io.proofline.processor.topology;

import io.proofline.schemas.RegistryUnavailableException;
import io.proofline.schemas.Topic;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.RulesRecord;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** Global store of the rules topic, complete on every instance. Both topologies read it. */
public final class RulesStore {

  public static final String NAME = "rules";

  private final CompactedTopicStore<RulesRecord> store;

  /** Reads the store, as its users get it from Kafka Streams. */
  public RulesStore(ReadOnlyKeyValueStore<String, byte[]> store, Topic<String, RulesRecord> topic) {
    this.store = new CompactedTopicStore<>(store, topic);
  }

  /** Adds the global store to a topology. */
  public static void addTo(StreamsBuilder builder, Topics topics, ProcessorMetrics metrics) {
    CompactedTopicStore.addTo(builder, NAME, topics.rules(), metrics);
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
    return store.get(key);
  }
}
