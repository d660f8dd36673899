package io.proofline.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.embedded.EmbeddedBroker;
import io.proofline.embedded.EmbeddedRegistry;
import io.proofline.rules.RulesFile;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.Topic;
import io.proofline.schemas.TopicCreator;
import io.proofline.schemas.TopicScan;
import io.proofline.schemas.TopicWriter;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Delivery;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.LibrarySignal;
import io.proofline.schemas.avro.LibrarySignalKind;
import io.proofline.schemas.avro.Origin;
import io.proofline.schemas.avro.RulesKind;
import io.proofline.schemas.avro.RulesRecord;
import io.proofline.schemas.avro.RulesText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks a start while the schema registry does not answer, with unreadable records after the
 * rules: the service waits, reports the cause, and continues when the registry answers.
 */
@Tag("long")
class RegistryAwayAtStartIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String RULES =
      """
      version: 1
      teams: { owner: [dam@example.com] }
      select: { gallery: Send to review }
      otherwise: { ask: [ { stage: Desk, team: owner } ] }
      proof: { owner: owner }
      """;

  @TempDir Path directory;

  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void end() {
    http.close();
  }

  @Test
  void the_service_waits_reports_the_cause_and_continues() throws Exception {
    Awaitility.doNotCatchUncaughtExceptionsByDefault(); // of threads that are replaced
    try (var broker = EmbeddedBroker.start(directory.resolve("kafka"), 0, 0)) {
      int port = freePort();
      var kafka =
          new KafkaConnection(
              broker.bootstrap(),
              List.of(URI.create("http://127.0.0.1:" + port)),
              "away.",
              2,
              Map.of());
      String version;
      try (var _ = EmbeddedRegistry.start(broker.bootstrap(), port)) {
        version = prepare(kafka);
      }
      try (var service = run(kafka)) {
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> {
              var streams = health(service).path("components").path("streams");
              assertThat(streams.path("status").asString()).isEqualTo("DOWN");
              assertThat(streams.path("details").path("cause").asString())
                  .contains("No answer from the schema registry at http://127.0.0.1:" + port);
            });
        try (var _ = EmbeddedRegistry.start(broker.bootstrap(), port)) {
          await()
              .atMost(PATIENCE)
              .untilAsserted(() ->
                  assertThat(facts(kafka)).singleElement().returns(version, Fact::getRulesVersion));
          await()
              .atMost(PATIENCE)
              .untilAsserted(
                  () -> assertThat(health(service).path("status").asString()).isEqualTo("UP"));
        }
      }
    }
  }

  /** Writes rules, garbage after them, and a signal; returns the version of the rules. */
  private static String prepare(KafkaConnection kafka) throws Exception {
    try (var registry = kafka.openRegistry()) {
      var topics = kafka.topics(registry);
      TopicCreator.create(topics, kafka.clientSettings("topics"), (short) 1);
      var version = pushRules(kafka, topics);
      sendGarbage(kafka, topics.rules(), "default", new byte[] {0, 0, 15, 66, 63, 2});
      sendGarbage(kafka, topics.rules(), "default@" + version, new byte[] {0, 0, 15, 66, 63, 2});
      sendGarbage(kafka, topics.rules(), "default", "no Avro".getBytes(StandardCharsets.UTF_8));
      select(kafka, topics, "I0000EXAMPLE0001");
      return version;
    }
  }

  private ConfigurableApplicationContext run(KafkaConnection kafka) {
    return StreamProcessorApplication.application()
        .run(
            "--proofline.processor.account=demo",
            "--proofline.processor.port=0",
            "--proofline.processor.person-key=0123456789abcdef",
            "--proofline.processor.state-dir=" + directory.resolve("state"),
            "--proofline.processor.kafka.bootstrap=" + kafka.bootstrap(),
            "--proofline.processor.kafka.registry=" + kafka.registryAddresses(),
            "--proofline.processor.kafka.prefix=" + kafka.prefix(),
            "--proofline.processor.kafka.partitions=" + kafka.partitions());
  }

  private static String pushRules(KafkaConnection kafka, Topics topics) throws Exception {
    var file = RulesFile.readForPublishing(RULES);
    var version = file.rules().version();
    var text =
        new RulesText(
            file.yaml(),
            file.teams(),
            file.watchedGalleries(),
            file.watchedKeywords(),
            file.referencedFields());
    var now = Instant.now();
    try (var writer = new TopicWriter<>(kafka, "rules", topics.rules(), "the test fails")) {
      writer.write(
          "default@" + version,
          new RulesRecord("default", RulesKind.TEXT, version, now, text),
          now);
      writer.write(
          "default", new RulesRecord("default", RulesKind.POINTER, version, now, null), now);
    }
    return version;
  }

  private static void select(KafkaConnection kafka, Topics topics, String asset) {
    var body = "{\"asset\":\"%s\",\"select\":true}".formatted(asset);
    var delivery = new Delivery(Map.of(), ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
    var now = Instant.now();
    var envelope = new Envelope("e", "demo", "library", Origin.LIVE, null, now, "c", null, null);
    var signals = topics.librarySignals();
    try (var writer = new TopicWriter<>(kafka, "signals", signals, "the test fails")) {
      writer.write(
          asset, new LibrarySignal(envelope, LibrarySignalKind.DELIVERY, delivery, null), now);
    }
  }

  private static void sendGarbage(
      KafkaConnection kafka, Topic<String, ?> topic, String key, byte[] value) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            kafka.clientSettings("garbage"), new StringSerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
    }
  }

  private static List<Fact> facts(KafkaConnection kafka) {
    var facts = new ArrayList<Fact>();
    try (var registry = kafka.openRegistry();
        var consumer = kafka.committedReader("facts")) {
      var topic = kafka.topics(registry).facts();
      var partitions =
          IntStream.range(0, topic.partitions())
              .mapToObj(number -> new TopicPartition(topic.name(), number))
              .toList();
      TopicScan.start(consumer, partitions)
          .readToEnd(record ->
              facts.add(topic.values().deserializer().deserialize(topic.name(), record.value())));
    }
    return facts;
  }

  private JsonNode health(ConfigurableApplicationContext service) throws Exception {
    int port = ((WebServerApplicationContext) service).getWebServer().getPort();
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:%d/actuator/health".formatted(port)));
    return JsonMapper.shared().readTree(http.send(request.build(), BodyHandlers.ofString()).body());
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
