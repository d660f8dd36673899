package io.proofline.processor.topology.intake;

import io.proofline.processor.topology.RulesStore;
import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.RulesRecord;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Adds to each fact the version of the rules in force, so that a rebuild uses the same version. */
final class StampRulesVersion extends ContextualFixedKeyProcessor<String, Fact, Fact> {

  private final String name;

  StampRulesVersion(String name) {
    this.name = name;
  }

  @Override
  public void process(FixedKeyRecord<String, Fact> record) {
    ReadOnlyKeyValueStore<String, RulesRecord> rules = context().getStateStore(RulesStore.NAME);
    var pointer = rules.get(name);
    var version = pointer == null ? null : pointer.getVersion();
    context()
        .forward(
            record.withValue(Fact.newBuilder(record.value()).setRulesVersion(version).build()));
  }
}
