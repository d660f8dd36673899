package io.proofline.embedded;

import io.proofline.schemas.TopicScan;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The registry's storage: the compacted topic {@code _schemas}, in the format of Confluent's
 * registry.
 */
final class SchemaLog implements AutoCloseable {

  private static final String TOPIC = "_schemas";
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Logger LOG = LoggerFactory.getLogger(SchemaLog.class);

  private final String bootstrap;
  private final KafkaProducer<String, String> producer;

  private SchemaLog(String bootstrap, KafkaProducer<String, String> producer) {
    this.bootstrap = bootstrap;
    this.producer = producer;
  }

  /** Opens the log; creates the topic if it is missing. */
  static SchemaLog open(String bootstrap) {
    createTopic(bootstrap);
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrap,
            "client.id",
            "schema-registry",
            "linger.ms",
            "0",
            "max.block.ms",
            "3000",
            "request.timeout.ms",
            "1500",
            "delivery.timeout.ms",
            "3000");
    return new SchemaLog(
        bootstrap, new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer()));
  }

  /** Appends a schema; returns after the broker's acknowledgement. */
  void append(RegisteredSchema registeredSchema) throws ExecutionException, InterruptedException {
    producer
        .send(new ProducerRecord<>(TOPIC, 0, key(registeredSchema), value(registeredSchema)))
        .get();
  }

  /** All schemas, in the order of their first registration. */
  List<RegisteredSchema> readToEnd() {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrap, "client.id", "schema-registry-reader");
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      return List.copyOf(read(TopicScan.start(consumer, List.of(PARTITION))));
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
  }

  private static Collection<RegisteredSchema> read(TopicScan<String, String> scan) {
    var newest = new LinkedHashMap<String, RegisteredSchema>();
    while (!scan.isComplete()) {
      scan.poll().forEach(record -> keep(record, newest));
    }
    return newest.values();
  }

  private static void keep(
      ConsumerRecord<String, String> record, Map<String, RegisteredSchema> newest) {
    try {
      registered(record).ifPresent(schema -> newest.put(record.key(), schema));
    } catch (JacksonException | AvroRuntimeException e) {
      LOG.error(
          "The record in {} at offset {} is no schema and is skipped: {}",
          TOPIC,
          record.offset(),
          e.getMessage());
    }
  }

  /**
   * Empty for records of other kinds, which other registries write, and for deletions, which this
   * one does not support.
   *
   * @throws JacksonException if it is no record of a registry
   * @throws AvroRuntimeException if its schema can't be parsed
   */
  private static Optional<RegisteredSchema> registered(ConsumerRecord<String, String> record) {
    if (record.key() == null || record.value() == null) {
      return Optional.empty();
    }
    var key = JSON.readTree(record.key());
    var value = JSON.readTree(record.value());
    if (!key.path("keytype").asString("").equals("SCHEMA")) {
      return Optional.empty();
    }
    var text = value.required("schema").stringValue();
    return Optional.of(
        new RegisteredSchema(
            value.required("subject").stringValue(),
            value.required("version").intValue(),
            value.required("id").intValue(),
            new Schema.Parser().parse(text).toString()));
  }

  private static String key(RegisteredSchema registeredSchema) {
    var key = JSON.createObjectNode();
    key.put("keytype", "SCHEMA");
    key.put("subject", registeredSchema.subject());
    key.put("version", registeredSchema.version());
    key.put("magic", 1);
    return key.toString();
  }

  private static String value(RegisteredSchema registeredSchema) {
    var value = JSON.createObjectNode();
    value.put("subject", registeredSchema.subject());
    value.put("version", registeredSchema.version());
    value.put("id", registeredSchema.id());
    value.put("schema", registeredSchema.schema());
    value.put("deleted", false);
    return value.toString();
  }

  private static void createTopic(String bootstrap) {
    var topic = new NewTopic(TOPIC, Optional.of(1), Optional.empty());
    topic.configs(Map.of("cleanup.policy", "compact"));
    try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrap))) {
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new KafkaException("Can't create the topic " + TOPIC, e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while creating the topic " + TOPIC, e);
    }
  }
}
