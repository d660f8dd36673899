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

/** What all flows of intake are drawn with: named ends, named sieves, named stores. */
final class Nodes {

  private Nodes() {}

  /** The records of a topic; the node has the topic's name. */
  static <V> KStream<String, V> from(StreamsBuilder builder, Topic<String, V> topic) {
    return builder.stream(
        topic.name(),
        Consumed.with(topic.keys(), topic.values())
            .withName(topic.name().replace('.', '-') + "-in"));
  }

  /** How a topic is written to. */
  static <V> Produced<String, V> to(Topic<String, V> topic, String node) {
    return Produced.with(topic.keys(), topic.values()).withName(node);
  }

  /** The arrivals of one kind. */
  static <T extends Arrival> KStream<String, T> only(
      KStream<String, Arrival> arrivals, Class<T> kind, String name) {
    return arrivals
        .filter((_, arrival) -> kind.isInstance(arrival), as("only-" + name))
        .mapValues(kind::cast, as("as-" + name));
  }

  /** A store on disk, by text. */
  static <V> StoreBuilder<KeyValueStore<String, V>> store(String name, Serde<V> values) {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(name), Serdes.String(), values);
  }

  /** A processor with its stores; whoever shares them takes the same set. */
  static <V> ProcessorSupplier<String, V, String, Arrival> with(
      Set<StoreBuilder<?>> stores, ProcessorSupplier<String, V, String, Arrival> processor) {
    return new ProcessorSupplier<>() {
      @Override
      public Processor<String, V, String, Arrival> get() {
        return processor.get();
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return stores;
      }
    };
  }
}
