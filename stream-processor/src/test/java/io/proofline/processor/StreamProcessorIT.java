package io.proofline.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.proofline.embedded.KafkaForTests;
import io.proofline.processor.rules.RulesPublisher;
import io.proofline.schemas.HttpSchemaRegistry;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.Topic;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.Delivery;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.LibrarySignal;
import io.proofline.schemas.avro.LibrarySignalKind;
import io.proofline.schemas.avro.Origin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The service as it ships, against a real broker and registry. */
class StreamProcessorIT {

  private static final String TOKEN = "let-me-in";
  private static final String RULES =
      """
      version: 1
      teams: { owner: [dam@example.com] }
      select: { gallery: Send to review }
      otherwise: { ask: [ { stage: Desk, team: owner } ] }
      proof: { owner: owner }
      """;

  @TempDir static Path directory;

  private static final KafkaConnection KAFKA = KafkaForTests.connection("processor-it.");
  private static final HttpSchemaRegistry REGISTRY = new HttpSchemaRegistry(KAFKA.registry());
  private static final Topics TOPICS = KAFKA.topics(REGISTRY);
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static ConfigurableApplicationContext service;

  @BeforeAll
  static void start() throws Exception {
    RulesPublisher.push(KAFKA, "default", RULES);
    service = run(KAFKA.prefix(), KAFKA.partitions(), "state");
  }

  private static ConfigurableApplicationContext run(String prefix, int partitions, String state) {
    return StreamProcessor.application()
        .run(
            "--proofline.processor.account=demo",
            "--proofline.processor.port=0",
            "--proofline.processor.advertised=localhost:1",
            "--proofline.processor.door-token=" + TOKEN,
            "--proofline.processor.person-key=0123456789abcdef",
            "--proofline.processor.state-dir=" + directory.resolve(state),
            "--proofline.processor.kafka.bootstrap=" + KAFKA.bootstrap(),
            "--proofline.processor.kafka.registry=" + KAFKA.registry(),
            "--proofline.processor.kafka.prefix=" + prefix,
            "--proofline.processor.kafka.partitions=" + partitions);
  }

  @AfterAll
  static void stop() {
    service.close();
    REGISTRY.close();
  }

  @Test
  void a_call_of_the_hook_becomes_a_command_and_a_review_that_the_door_shows() throws Exception {
    send("I0000EXAMPLE0001");

    assertThat(commandOf("I0000EXAMPLE0001").getReadAsset().getAssetId())
        .isEqualTo("I0000EXAMPLE0001");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> get("/reviews/I0000EXAMPLE0001", TOKEN).statusCode() == 200);
    assertThat(get("/reviews/I0000EXAMPLE0001", TOKEN).body()).contains("\"wishes\":1");
  }

  @Test
  void a_request_at_the_door_becomes_a_command() throws Exception {
    var answer = post("{\"asset\":\"I0000EXAMPLE0002\",\"kind\":\"select\"}");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(commandOf("I0000EXAMPLE0002").getReadAsset().getAssetId())
        .isEqualTo("I0000EXAMPLE0002");
  }

  @Test
  void a_request_for_nothing_is_refused_with_what_is_allowed() throws Exception {
    var answer = post("{\"asset\":\"I0000EXAMPLE0002\",\"kind\":\"publish\"}");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("one of select, reread");
  }

  @Test
  void nobody_comes_in_without_the_token() throws Exception {
    assertThat(get("/reviews/I0000EXAMPLE0001", "wrong").statusCode()).isEqualTo(401);
    assertThat(get("/actuator/health", "wrong").statusCode()).isEqualTo(200);
  }

  @Test
  void an_asset_that_nobody_has_seen_has_no_review() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> get("/reviews/I0000NOBODY0001", TOKEN).statusCode() == 404);
  }

  @Test
  void bytes_that_are_no_record_are_set_aside_and_the_stream_goes_on() throws Exception {
    try (var producer =
        new KafkaProducer<>(
            KAFKA.clientSettings("garbage"), new StringSerializer(), new ByteArraySerializer())) {
      var garbage = "not avro at all".getBytes(StandardCharsets.UTF_8);
      for (int p = 0; p < KAFKA.partitions(); p++) {
        producer.send(new ProducerRecord<>(TOPICS.librarySignals().name(), p, "x", garbage)).get();
      }
    }
    send("I0000EXAMPLE0003");

    assertThat(commandOf("I0000EXAMPLE0003")).isNotNull();
    var aside = readAll(TOPICS.unreadableSignals(), KAFKA.partitions());
    assertThat(aside).hasSize(KAFKA.partitions());
    assertThat(StandardCharsets.UTF_8.decode(aside.getFirst().getBody()).toString())
        .isEqualTo("not avro at all");
  }

  @Test
  void topics_that_are_not_cut_as_the_settings_say_stop_the_start() {
    assertThatThrownBy(() -> run(KAFKA.prefix(), KAFKA.partitions() + 1, "cut"))
        .rootCause()
        .hasMessageContaining("Topic processor-it.facts has 4 partitions, and 5 are asked for.")
        .hasMessageNotContaining("processor-it.rules");
  }

  @Test
  void topics_that_are_not_there_stop_the_start_and_it_says_what_makes_them() {
    assertThatThrownBy(() -> run("nowhere.", KAFKA.partitions(), "missing"))
        .rootCause()
        .hasMessageContaining("Topic nowhere.turns is not there. 'proofline topics create'");
  }

  private static void send(String asset) throws Exception {
    var body = "{\"asset\":\"%s\",\"select\":true}".formatted(asset);
    var delivery = new Delivery(Map.of(), ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
    var now = Instant.now();
    var envelope =
        new Envelope("e-" + asset, "demo", "library", Origin.LIVE, null, now, "c", null, null);
    var signal = new LibrarySignal(envelope, LibrarySignalKind.DELIVERY, delivery, null);
    try (var producer =
        new KafkaProducer<>(
            KAFKA.clientSettings("test"),
            TOPICS.librarySignals().keys().serializer(),
            TOPICS.librarySignals().values().serializer())) {
      producer.send(TOPICS.librarySignals().record(asset, signal, now.toEpochMilli())).get();
    }
  }

  private static Command commandOf(String asset) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                readAll(TOPICS.libraryCommands(), 1).stream()
                    .filter(c -> c.getAssetId().equals(asset))
                    .findFirst()
                    .orElse(null),
            c -> c != null);
  }

  /** Everything in a topic, once it holds so many records. */
  private static <V> List<V> readAll(Topic<String, V> topic, int atLeast) {
    Map<String, Object> settings = new HashMap<>(KAFKA.clientSettings("reader"));
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", false);
    try (var consumer =
        new KafkaConsumer<>(settings, topic.keys().deserializer(), topic.values().deserializer())) {
      var partitions = new ArrayList<TopicPartition>();
      for (int p = 0; p < topic.partitions(); p++) {
        partitions.add(new TopicPartition(topic.name(), p));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var found = new ArrayList<V>();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> {
            consumer.poll(Duration.ofMillis(200)).forEach(r -> found.add(r.value()));
            return found.size() >= atLeast;
          });
      return found;
    }
  }

  private static HttpResponse<String> get(String path, String token) throws Exception {
    return HTTP.send(request(path, token).GET().build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(String body) throws Exception {
    return HTTP.send(
        request("/requests", TOKEN)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String path, String token) {
    int port = ((WebServerApplicationContext) service).getWebServer().getPort();
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
        .header("Authorization", "Bearer " + token);
  }
}
