package io.proofline.processor.topology;

import io.proofline.schemas.SwitchNames;
import io.proofline.schemas.Topic;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Switch;
import java.time.Instant;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Global store of the switches, complete on every instance: which rules a person has paused. */
public final class SwitchStore {

  public static final String NAME = "switches";

  private final CompactedTopicStore<Switch> store;

  /** Reads the store, as its users get it from Kafka Streams. */
  public SwitchStore(ReadOnlyKeyValueStore<String, byte[]> store, Topic<String, Switch> topic) {
    this.store = new CompactedTopicStore<>(store, topic);
  }

  /** Adds the global store to a topology. */
  public static void addTo(StreamsBuilder builder, Topics topics, ProcessorMetrics metrics) {
    CompactedTopicStore.addTo(builder, NAME, topics.switches(), metrics);
  }

  /**
   * Whether a person has paused a rule.
   *
   * @param rule its name
   */
  public boolean isRulePaused(String rule, Instant now) {
    var pause = store.get(SwitchNames.rule(rule));
    return pause != null
        && pause.getPaused()
        && (pause.getUntil() == null || now.isBefore(pause.getUntil()));
  }
}
