package io.proofline.cli;

import io.proofline.cli.audit.AdministrativeRequests;
import io.proofline.rules.InvalidRulesException;
import io.proofline.rules.RulesFile;
import io.proofline.schemas.AdministrativeAct;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.TopicWriter;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.RulesKind;
import io.proofline.schemas.avro.RulesRecord;
import io.proofline.schemas.avro.RulesText;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Puts rules into force: writes their text, reads it back, records the push for the audit trail,
 * and only then moves the pointer to it.
 */
public final class RulesPublisher {

  private static final Duration READ_BACK = Duration.ofSeconds(20);

  private RulesPublisher() {}

  /** Checks a file and puts it into force under a name, for no named person. */
  public static String push(KafkaConnection kafka, String name, String yaml)
      throws InvalidRulesException {
    return push(kafka, name, yaml, new PushedBy(null, null));
  }

  /**
   * The details of a push for the audit trail.
   *
   * @param email address of the person who pushes; null if not named
   * @param replaces version in force before; null for none, and if unknown
   */
  public record PushedBy(@Nullable String email, @Nullable String replaces) {}

  /**
   * Checks a file and puts it into force under a name.
   *
   * @return its version
   * @throws InvalidRulesException with every mistake, and every feature that this version does not
   *     support; nothing was written
   * @throws KafkaException if Kafka or the registry fails, or the text can't be read back
   */
  public static String push(KafkaConnection kafka, String name, String yaml, PushedBy pushedBy)
      throws InvalidRulesException {
    var file = RulesFile.readForPublishing(yaml);
    var version = file.rules().version();
    try (var registry = kafka.openRegistry()) {
      var topics = kafka.topics(registry);
      try (var writer =
          new TopicWriter<>(
              kafka, "rules-push", topics.rules(), "the former rules stay in force")) {
        var text =
            new RulesText(
                file.yaml(),
                file.teams(),
                file.watchedGalleries(),
                file.watchedKeywords(),
                file.referencedFields());
        var now = Instant.now();
        var key = name + "@" + version;
        var written =
            writer.write(key, new RulesRecord(name, RulesKind.TEXT, version, now, text), now);
        readBack(kafka, topics, written, yaml);
        record(kafka, topics, name, version, pushedBy);
        writer.write(name, new RulesRecord(name, RulesKind.POINTER, version, now, null), now);
      }
    }
    return version;
  }

  private static void record(
      KafkaConnection kafka, Topics topics, String name, String version, PushedBy pushedBy) {
    var details = new HashMap<>(Map.of("name", name, "version", version));
    if (pushedBy.replaces() != null) {
      details.put("replaces", pushedBy.replaces());
    }
    var _ =
        AdministrativeRequests.record(
            kafka,
            topics,
            AdministrativeAct.RULES_PUSHED,
            details,
            pushedBy.email(),
            "the former rules stay in force");
  }

  private static void readBack(
      KafkaConnection kafka, Topics topics, RecordMetadata written, String yaml) {
    var partition = new TopicPartition(written.topic(), written.partition());
    Map<String, Object> settings =
        new HashMap<>(kafka.clientSettings(kafka.prefix() + "rules-read-back"));
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    try (var consumer =
        new KafkaConsumer<>(
            settings,
            topics.rules().keys().deserializer(),
            topics.rules().values().deserializer())) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, written.offset());
      var records = consumer.poll(READ_BACK).records(partition);
      if (records.isEmpty() || !records.getFirst().value().getText().getYaml().equals(yaml)) {
        throw new KafkaException(
            "The rules could not be read back from %s; the previous ones stay in force"
                .formatted(partition));
      }
    }
  }
}
