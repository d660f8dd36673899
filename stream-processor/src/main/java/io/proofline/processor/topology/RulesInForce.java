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

/** The rules topic, whole, on every instance; both topologies look into it. */
final class RulesInForce {

  static final String STORE = "rules";

  private RulesInForce() {}

  static void addTo(StreamsBuilder builder, Topics topics) {
    builder.addGlobalStore(
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(STORE), Serdes.String(), topics.rules().values())
            .withLoggingDisabled(),
        topics.rules().name(),
        Consumed.with(topics.rules().keys(), topics.rules().values()).withName("rules"),
        Keep::new);
  }

  /** The key of a text of this name and version. */
  static String key(String name, String version) {
    return name + "@" + version;
  }

  private static final class Keep extends ContextualProcessor<String, RulesRecord, Void, Void> {

    @Override
    public void process(Record<String, RulesRecord> record) {
      KeyValueStore<String, RulesRecord> rules = context().getStateStore(STORE);
      rules.put(record.key(), record.value());
    }
  }
}
