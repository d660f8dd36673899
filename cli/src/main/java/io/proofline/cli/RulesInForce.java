package io.proofline.cli;

import io.proofline.cli.topic.CompleteTopicReader;
import io.proofline.cli.topic.LatestByKey;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.avro.RulesKind;
import io.proofline.schemas.avro.RulesRecord;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The rules that are in force under a name, read from the topic {@code rules}.
 *
 * @param pushedAt the time at which they came into force
 */
record RulesInForce(String name, String version, Instant pushedAt, String yaml) {

  /**
   * Reads the whole topic.
   *
   * @param progress receives a line every few seconds
   * @return empty if no rules are in force under the name
   */
  static Optional<RulesInForce> read(
      KafkaConnection kafka, String name, Consumer<String> progress) {
    var rules = new LatestByKey<RulesRecord>(_ -> false);
    try (var registry = kafka.openRegistry()) {
      new CompleteTopicReader(kafka, progress).read(kafka.topics(registry).rules(), rules::add);
    }
    return Optional.ofNullable(rules.byKey().get(name))
        .filter(pointer -> pointer.getKind() == RulesKind.POINTER)
        .flatMap(pointer ->
            Optional.ofNullable(rules.byKey().get(name + "@" + pointer.getVersion()))
                .map(text ->
                    new RulesInForce(
                        name,
                        pointer.getVersion(),
                        pointer.getPushedAt(),
                        text.getText().getYaml())));
  }
}
