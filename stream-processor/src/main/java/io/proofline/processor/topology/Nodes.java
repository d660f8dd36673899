package io.proofline.processor.topology;

import static org.apache.kafka.streams.kstream.Named.as;

import io.proofline.schemas.Topic;
import java.util.Set;
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

/** Building blocks of both topologies: sources, sinks, filters and stores with explicit names. */
public final class Nodes {

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
