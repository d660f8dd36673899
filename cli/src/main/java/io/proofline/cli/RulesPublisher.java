package io.proofline.cli;

import io.proofline.rules.InvalidRulesException;
import io.proofline.rules.RulesFile;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.RulesKind;
import io.proofline.schemas.avro.RulesRecord;
import io.proofline.schemas.avro.RulesText;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Puts rules into force: writes their text, reads it back, and only then moves the pointer to it.
 */
public final class RulesPublisher {

  private static final Duration READ_BACK = Duration.ofSeconds(20);

  private RulesPublisher() {}

  /**
   * Checks a file and puts it into force under a name.
   *
   * @return its version
   * @throws InvalidRulesException with every mistake, and every feature that this version does not
   *     support; nothing was written
   * @throws KafkaException if Kafka or the registry fails, or the text can't be read back
   */
  public static String push(KafkaConnection kafka, String name, String yaml)
      throws InvalidRulesException {
    var file = RulesFile.readForPublishing(yaml);
    var version = file.rules().version();
    try (var registry = kafka.openRegistry()) {
      var topics = kafka.topics(registry);
      try (var producer = producer(kafka, topics)) {
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
            send(producer, topics, key, new RulesRecord(name, RulesKind.TEXT, version, now, text));
        readBack(kafka, topics, written, yaml);
        send(producer, topics, name, new RulesRecord(name, RulesKind.POINTER, version, now, null));
      }
    }
    return version;
  }

  private static KafkaProducer<String, RulesRecord> producer(KafkaConnection kafka, Topics topics) {
    var settings = kafka.producerSettings(kafka.prefix() + "rules-push");
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    return new KafkaProducer<>(
        settings, topics.rules().keys().serializer(), topics.rules().values().serializer());
  }

  private static RecordMetadata send(
      KafkaProducer<String, RulesRecord> producer, Topics topics, String key, RulesRecord record) {
    try {
      var at = record.getPushedAt().toEpochMilli();
      return producer.send(topics.rules().record(key, record, at)).get();
    } catch (ExecutionException e) {
      throw new KafkaException(
          "Kafka did not take the rules %s; those of before stay in force".formatted(key),
          e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while writing the rules", e);
    }
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
            "The rules could not be read back from %s; those of before stay in force"
                .formatted(partition));
      }
    }
  }
}
