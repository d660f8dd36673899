package io.proofline.processor.topology.intake;

import io.proofline.processor.topology.RulesStore;
import io.proofline.schemas.Topic;
import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.RulesRecord;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/** Adds to each fact the version of the rules in force, so that a rebuild uses the same version. */
final class StampRulesVersion extends ContextualFixedKeyProcessor<String, Fact, Fact> {

  private final String name;
  private final Topic<String, RulesRecord> topic;

  @SuppressWarnings("NullAway.Init") // set by init
  private RulesStore rules;

  StampRulesVersion(String name, Topic<String, RulesRecord> topic) {
    this.name = name;
    this.topic = topic;
  }

  @Override
  public void init(FixedKeyProcessorContext<String, Fact> context) {
    super.init(context);
    rules = new RulesStore(context.getStateStore(RulesStore.NAME), topic);
  }

  @Override
  public void process(FixedKeyRecord<String, Fact> record) {
    var pointer = rules.get(name);
    var version = pointer == null ? null : pointer.getVersion();
    context()
        .forward(
            record.withValue(Fact.newBuilder(record.value()).setRulesVersion(version).build()));
  }
}
