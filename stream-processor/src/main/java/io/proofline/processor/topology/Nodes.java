package io.proofline.processor.topology;

import static org.apache.kafka.streams.kstream.Named.as;

import io.proofline.schemas.Topic;
import java.util.Set;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Building blocks of both topologies: sources, sinks, filters and stores with explicit names. */
public final class Nodes {

  private static final Logger log = LoggerFactory.getLogger(Nodes.class);

  private Nodes() {}

  /** The records of a topic; the node's name is the topic's with {@code -in}. */
  public static <V> KStream<String, V> source(StreamsBuilder builder, Topic<String, V> topic) {
    return builder.stream(
        topic.name(),
        Consumed.with(topic.keys(), topic.values())
            .withName(topic.name().replace('.', '-') + "-in"));
  }

  /** How a sink writes to a topic. */
  public static <V> Produced<String, V> sink(Topic<String, V> topic, String node) {
    return Produced.with(topic.keys(), topic.values()).withName(node);
  }

  /** The results of one type; the nodes are {@code only-<name>} and {@code as-<name>}. */
  public static <A, T extends A> KStream<String, T> only(
      KStream<String, A> results, Class<T> kind, String name) {
    return results
        .filter((_, result) -> kind.isInstance(result), as("only-" + name))
        .mapValues(kind::cast, as("as-" + name));
  }

  /** A persistent store with text keys. */
  public static <V> StoreBuilder<KeyValueStore<String, V>> store(String name, Serde<V> values) {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(name), Serdes.String(), values);
  }

  /**
   * A persistent store whose unreadable values are null, as if they did not exist: for values that
   * are only shown, or expire. Iterators return such entries with the value null.
   */
  public static <V> StoreBuilder<KeyValueStore<String, V>> lenientStore(
      String name, Serde<V> values) {
    Deserializer<V> deserializer = (topic, bytes) -> readable(values, topic, bytes);
    return store(name, Serdes.serdeFrom(values.serializer(), deserializer));
  }

  @SuppressWarnings("NullAway") // Kafka's deserializers have no annotations
  private static <V> V readable(Serde<V> values, String topic, byte[] bytes) {
    try {
      return values.deserializer().deserialize(topic, bytes);
    } catch (SerializationException e) {
      log.warn("A value of the store {} can't be read and is ignored: {}", topic, e.getMessage());
      return null;
    }
  }

  /** A processor with its stores; processors that share stores must use the same set. */
  public static <K, V, KO, VO> ProcessorSupplier<K, V, KO, VO> withStores(
      Set<StoreBuilder<?>> stores, ProcessorSupplier<K, V, KO, VO> processor) {
    return new ProcessorSupplier<>() {
      @Override
      public Processor<K, V, KO, VO> get() {
        return processor.get();
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return stores;
      }
    };
  }
}
