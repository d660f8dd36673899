package io.proofline.processor.topology.intake;

import io.proofline.processor.topology.RulesStore;
import io.proofline.schemas.Topic;
import io.proofline.schemas.avro.Request;
import io.proofline.schemas.avro.RulesRecord;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.jspecify.annotations.Nullable;

/**
 * Holds a request that names a version of the rules until the rules store of this instance has the
 * push of that version in force, or a newer push. {@link StampRulesVersion} then stamps its facts
 * as all others, with the version in force. So an instance never stamps an older push than it
 * stamped before: its pointer only moves forward.
 *
 * <p>The text alone is not enough. A push writes the text first and the pointer last, and the
 * global store applies record by record, also those of one transaction. Between the two, a fact
 * with the named version would be followed by facts with the former one.
 *
 * <p>A version that is not in force after the wait makes its request unreadable, and the partition
 * goes on; of many requests with one such version the first one waits ({@link UnknownPushes}).
 */
final class AwaitRulesVersion extends ContextualFixedKeyProcessor<String, Request, Request> {

  private final String name;
  private final Topic<String, RulesRecord> topic;
  private final UnknownPushes unknownPushes;

  @SuppressWarnings("NullAway.Init") // set by init
  private RulesStore rules;

  AwaitRulesVersion(String name, Topic<String, RulesRecord> topic, UnknownPushes unknownPushes) {
    this.name = name;
    this.topic = topic;
    this.unknownPushes = unknownPushes;
  }

  @Override
  public void init(FixedKeyProcessorContext<String, Request> context) {
    super.init(context);
    rules = new RulesStore(context.getStateStore(RulesStore.NAME), topic);
  }

  @Override
  public void process(FixedKeyRecord<String, Request> record) {
    var version = record.value().getRulesVersion();
    if (version != null) {
      await(version, record.value().getRulesPushedAt());
    }
    context().forward(record);
  }

  private void await(String version, @Nullable Instant pushedAt) {
    var push = "%s of %s".formatted(version, pushedAt);
    if (!unknownPushes.await(push, () -> inForce(version, pushedAt))) {
      throw new UnknownRulesVersionException(
          "rules version %s is not %s: push it first"
              .formatted(version, text(version).isPresent() ? "in force" : "known"));
    }
  }

  /** The pointer, if it is that of the push or of a newer one. */
  private Optional<RulesRecord> inForce(String version, @Nullable Instant pushedAt) {
    return text(version)
        .map(text -> pushedAt == null ? text.getPushedAt() : pushedAt)
        .flatMap(pushed ->
            Optional.ofNullable(rules.get(name))
                .filter(pointer -> !pointer.getPushedAt().isBefore(pushed)));
  }

  private Optional<RulesRecord> text(String version) {
    return Optional.ofNullable(rules.get(RulesStore.key(name, version)));
  }
}
