package io.proofline.processor.topology;

import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.RulesRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Global store of the rules topic, complete on every instance. Both topologies read it. */
public final class RulesStore {

  public static final String NAME = "rules";

  private RulesStore() {}

  /** Adds the global store to a topology. */
  public static void addTo(StreamsBuilder builder, Topics topics) {
    builder.addGlobalStore(
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(NAME), Serdes.String(), topics.rules().values())
            .withLoggingDisabled(),
        topics.rules().name(),
        Consumed.with(topics.rules().keys(), topics.rules().values()).withName("rules"),
        StoreUpdater::new);
  }

  /** The key of a rules text with this name and version. */
  public static String key(String name, String version) {
    return name + "@" + version;
  }

  private static final class StoreUpdater
      extends ContextualProcessor<String, RulesRecord, Void, Void> {

    @Override
    public void process(Record<String, RulesRecord> record) {
      KeyValueStore<String, RulesRecord> rules = context().getStateStore(NAME);
      rules.put(record.key(), record.value());
    }
  }
}
