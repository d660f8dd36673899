package io.proofline.processor.topology;

import static org.apache.kafka.streams.kstream.Named.as;

import io.proofline.processor.topology.intake.IntakeResult;
import io.proofline.schemas.Topic;
import java.util.ArrayList;
import java.util.List;
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
public final class Nodes {

  private Nodes() {}

  /** The records of a topic; the node has the topic's name. */
  public static <V> KStream<String, V> source(StreamsBuilder builder, Topic<String, V> topic) {
    return builder.stream(
        topic.name(),
        Consumed.with(topic.keys(), topic.values())
            .withName(topic.name().replace('.', '-') + "-in"));
  }

  /** How a topic is written to. */
  public static <V> Produced<String, V> sink(Topic<String, V> topic, String node) {
    return Produced.with(topic.keys(), topic.values()).withName(node);
  }

  /** The arrivals of one kind. */
  public static <T extends IntakeResult> KStream<String, T> only(
      KStream<String, IntakeResult> arrivals, Class<T> kind, String name) {
    return arrivals
        .filter((_, intakeResult) -> kind.isInstance(intakeResult), as("only-" + name))
        .mapValues(kind::cast, as("as-" + name));
  }

  /** A store on disk, by text. */
  public static <V> StoreBuilder<KeyValueStore<String, V>> store(String name, Serde<V> values) {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(name), Serdes.String(), values);
  }

  /** A processor with its stores; whoever shares them takes the same set. */
  public static <V> ProcessorSupplier<String, V, String, IntakeResult> withStores(
      Set<StoreBuilder<?>> stores, ProcessorSupplier<String, V, String, IntakeResult> processor) {
    return new ProcessorSupplier<>() {
      @Override
      public Processor<String, V, String, IntakeResult> get() {
        return processor.get();
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return stores;
      }
    };
  }

  /** All values whose key begins so. */
  public static <V> List<V> valuesWithPrefix(KeyValueStore<String, V> store, String prefix) {
    var found = new ArrayList<V>();
    try (var all = store.prefixScan(prefix, Serdes.String().serializer())) {
      all.forEachRemaining(entry -> found.add(entry.value));
    }
    return found;
  }
}
