package io.proofline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.proofline.cli.audit.AuditExportFixture;
import io.proofline.cli.config.ServiceAddresses;
import io.proofline.embedded.EmbeddedBroker;
import io.proofline.embedded.EmbeddedRegistry;
import io.proofline.schemas.HttpSchemaRegistry;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.PersonKey;
import io.proofline.schemas.Topic;
import io.proofline.schemas.TopicCreator;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Comment;
import io.proofline.schemas.avro.Person;
import io.proofline.schemas.avro.Request;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The commands against a real broker and registry.
 *
 * <p>Longer than 300 lines because all cases share one broker and its records.
 */
class AuditExportIT {

  private static final String PERSON_KEY = "0123456789abcdef";
  private static final String BO = "bo@example.com";
  private static final String BO_ID = new PersonKey(PERSON_KEY).idOf(BO).orElseThrow();
  @TempDir static Path folder;

  private static EmbeddedBroker broker;
  private static EmbeddedRegistry registry;
  private static KafkaConnection kafka;
  private static HttpSchemaRegistry schemas;
  private static Topics topics;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void start() throws Exception {
    broker = EmbeddedBroker.start(folder.resolve("kafka"), 0, 0);
    registry = EmbeddedRegistry.start(broker.bootstrap(), 0);
    kafka = new KafkaConnection(broker.bootstrap(), List.of(registry.address()), "t.", 2, Map.of());
    schemas = kafka.openRegistry();
    topics = kafka.topics(schemas);
    TopicCreator.create(topics, kafka.clientSettings("topics"), (short) 1);
    write(
        topics.audit(),
        send -> {
          send.accept(
              record(topics.audit(), AuditExportFixture.PARTITION, "I1", AuditExportFixture.FIRST));
          send.accept(
              record(
                  topics.audit(), AuditExportFixture.PARTITION, "I1", AuditExportFixture.SECOND));
          send.accept(
              record(topics.audit(), AuditExportFixture.PARTITION, "I3", AuditExportFixture.OTHER));
        });
    write(
        topics.auditCheckpoints(),
        send ->
            send.accept(record(topics.auditCheckpoints(), 1, "1", AuditExportFixture.CHECKPOINT)));
    write(
        topics.people(),
        send -> {
          send.accept(record(topics.people(), null, "5f1d0c", AuditExportFixture.ANN));
          send.accept(
              record(topics.people(), null, BO_ID, new Person(BO_ID, "Bo Example", BO, null)));
        });
    write(
        topics.comments(),
        send -> {
          send.accept(record(topics.comments(), null, "n-7", AuditExportFixture.NOTE));
          send.accept(
              record(
                  topics.comments(),
                  null,
                  "n-8",
                  new Comment("n-8", "I9", BO_ID, "Too dark", null)));
          send.accept(
              record(topics.comments(), null, "n-9", new Comment("n-9", "I9", BO_ID, null, null)));
        });
  }

  @AfterAll
  static void stop() {
    schemas.close();
    registry.close();
    broker.close();
  }

  @Test
  void records_that_can_t_be_read_are_named_and_left_out() throws Exception {
    var damaged =
        new KafkaConnection(
            broker.bootstrap(), List.of(registry.address()), "damaged.", 2, Map.of());
    try (var damagedSchemas = damaged.openRegistry()) {
      var all = damaged.topics(damagedSchemas);
      TopicCreator.create(all, damaged.clientSettings("topics"), (short) 1);
      try (var producer =
          new KafkaProducer<>(
              damaged.clientSettings("test"),
              all.audit().keys().serializer(),
              all.audit().values().serializer())) {
        producer.send(record(all.audit(), 0, "I1", AuditExportFixture.FIRST)).get();
      }
      try (var producer =
          new KafkaProducer<>(
              damaged.clientSettings("garbage"),
              new StringSerializer(),
              new ByteArraySerializer())) {
        for (int i = 0; i < 7; i++) {
          var garbage =
              new ProducerRecord<>(all.audit().name(), 0, "default", new byte[] {1, 2, 3});
          producer.send(garbage).get();
        }
      }
    }

    assertThat(
            line(
                "audit",
                "export",
                "--all",
                "--format",
                "csv",
                "--out",
                "" + folder.resolve("damaged.csv"),
                "--bootstrap",
                damaged.bootstrap(),
                "--registry",
                damaged.registryAddresses(),
                "--prefix",
                damaged.prefix()))
        .as(err::toString)
        .isZero();
    assertThat(folder.resolve("damaged.csv")).content().contains("I1");
    assertThat(err.toString())
        .contains("The record in damaged.audit-0 at offset 1 can't be read and is skipped: ")
        .contains("damaged.audit: 7 records in all can't be read and are skipped");
  }

  @Test
  void the_cluster_comes_from_the_data_directory() throws Exception {
    var data = Files.createDirectories(folder.resolve("data"));
    var nowhere = URI.create("http://127.0.0.1:1");
    new ServiceAddresses(
            nowhere,
            nowhere,
            nowhere,
            registry.address(),
            broker.bootstrap(),
            "acme",
            Map.of(),
            new ServiceAddresses.ServiceTokens("console"),
            null)
        .write(data.resolve("addresses.json"));
    var key = Files.writeString(data.resolve("audit-key.pub.pem"), "key");
    var file = folder.resolve("of-data.json");

    assertThat(
            line(
                "audit",
                "export",
                "--all",
                "--wait",
                "0",
                "--out",
                "" + file,
                "--data",
                "" + data,
                "--prefix",
                kafka.prefix()))
        .as(err::toString)
        .isZero();
    assertThat(err.toString())
        .contains("To verify it: proofline audit verify %s --key %s".formatted(file, key));
  }

  @Test
  void an_export_of_everything_is_complete_and_verifies() throws Exception {
    var file = folder.resolve("all.json");
    assertThat(run("audit", "export", "--all", "--wait", "0", "--out", file.toString()))
        .as(err::toString)
        .isZero();
    assertThat(Files.readString(file))
        .isEqualTo(AuditExportFixture.json(AuditExportFixture.completeExport()));

    var key =
        Files.writeString(folder.resolve("key.pem"), AuditExportFixture.KEY.verifyingKey().pem());
    assertThat(line("audit", "verify", file.toString(), "--key", key.toString())).isEqualTo(4);
  }

  @Test
  void the_trail_of_an_asset_has_its_checkpoints_people_and_comments() throws Exception {
    var file = folder.resolve("I1.json");
    assertThat(run("audit", "export", "I1", "--wait", "0", "--out", file.toString())).isZero();
    assertThat(Files.readString(file))
        .isEqualTo(AuditExportFixture.json(AuditExportFixture.partialExport()));
  }

  @Test
  void a_period_exports_whole_trails_as_json_and_only_its_entries_as_csv() throws Exception {
    var days = new String[] {"--from", "2026-05-04", "--to", "2026-05-04"};
    var json = folder.resolve("days.json");
    assertThat(
            run(
                "audit", "export", days[0], days[1], days[2], days[3], "--wait", "0", "--out",
                "" + json))
        .isZero();
    assertThat(Files.readString(json)).contains("\"cause\":\"e-0\"", "\"cause\":\"e-1\"");
    // the checkpoint whose time touches this day names I3, so that a missing I3 can be reported
    assertThat(Files.readString(json)).contains("\"cause\":\"e-2\"");

    var csv = folder.resolve("days.csv");
    assertThat(
            run(
                "audit",
                "export",
                days[0],
                days[1],
                days[2],
                days[3],
                "--format",
                "csv",
                "--out",
                "" + csv))
        .isZero();
    assertThat(Files.readString(csv)).contains("Ann Example", ",e-1,").doesNotContain(",e-0,");
  }

  @Test
  void an_unknown_asset_writes_no_file() {
    var file = folder.resolve("none.json");
    assertThat(run("audit", "export", "I404", "--wait", "0", "--out", file.toString())).isOne();
    assertThat(err.toString()).contains("The audit trail has no entry for this selection.");
    assertThat(file).doesNotExist();
  }

  @Test
  void an_export_is_recorded_with_the_person() throws Exception {
    assertThat(
            run(
                "audit",
                "export",
                "I1",
                "--format",
                "csv",
                "--out",
                "" + folder.resolve("a.csv"),
                "--as",
                "ann@example.com"))
        .as(err::toString)
        .isZero();
    assertThat(read(topics.requests()))
        .allMatch(r -> r.getAssetId().equals("system"))
        .extracting(Request::getAct, Request::getPersonEmail, Request::getDetails)
        .contains(
            tuple(
                "audit_exported",
                "ann@example.com",
                Map.of("of", "asset", "asset", "I1", "format", "csv")));
  }

  @Test
  void an_export_without_a_stream_processor_says_what_nothing_vouches_for() {
    var file = folder.resolve("unsigned.json");
    assertThat(run("audit", "export", "--all", "--wait", "1", "--out", file.toString())).isZero();
    assertThat(err.toString())
        .contains(
            "The stream processor wrote no checkpoint within 1 s, so the selection of this export"
                + " is not signed",
            "proofline health");
  }

  @Test
  void another_prefix_is_told_to_have_no_topics() {
    assertThat(
            line(
                "audit",
                "export",
                "--all",
                "--prefix",
                "x.",
                "--bootstrap",
                kafka.bootstrap(),
                "--registry",
                kafka.registryAddresses()))
        .isOne();
    assertThat(err.toString()).contains("There is no topic x.audit.checkpoints");
  }

  private int run(String... args) {
    return line(cluster(args));
  }

  private static String[] cluster(String... args) {
    var all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--bootstrap", kafka.bootstrap(), "--registry", kafka.registryAddresses()));
    all.addAll(List.of("--prefix", kafka.prefix()));
    return all.toArray(String[]::new);
  }

  private int line(String... args) {
    return execute(Proofline.commandLine(), args);
  }

  private int execute(CommandLine command, String... args) {
    return command
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  private static <V extends SpecificRecordBase> ProducerRecord<String, V> record(
      Topic<String, V> topic, @Nullable Integer partition, String key, V value) {
    return new ProducerRecord<>(topic.name(), partition, key, value);
  }

  /** All in one transaction, so that its marker is the topic's last record. */
  private static <V extends SpecificRecordBase> void write(
      Topic<String, V> topic, Consumer<Consumer<ProducerRecord<String, V>>> writing) {
    var settings = new HashMap<>(kafka.clientSettings("test"));
    settings.put("transactional.id", "test-" + topic.name());
    try (var producer =
        new KafkaProducer<>(settings, topic.keys().serializer(), topic.values().serializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      writing.accept(producer::send);
      producer.commitTransaction();
    }
  }

  private static <V> List<V> read(Topic<String, V> topic) {
    var found = new ArrayList<V>();
    try (var consumer =
        new KafkaConsumer<>(
            kafka.clientSettings("test-reader"),
            topic.keys().deserializer(),
            topic.values().deserializer())) {
      var partitions =
          List.of(new TopicPartition(topic.name(), 0), new TopicPartition(topic.name(), 1));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(100)).forEach(r -> found.add(r.value()));
      }
    }
    return found;
  }
}
