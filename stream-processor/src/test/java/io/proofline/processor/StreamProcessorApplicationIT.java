package io.proofline.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.proofline.embedded.KafkaForTests;
import io.proofline.http.SlowConnections;
import io.proofline.rules.RulesFile;
import io.proofline.schemas.HttpSchemaRegistry;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.PersonKey;
import io.proofline.schemas.Topic;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.AssetSnapshot;
import io.proofline.schemas.avro.CollectionView;
import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.Delivery;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.LibrarySignal;
import io.proofline.schemas.avro.LibrarySignalKind;
import io.proofline.schemas.avro.MediaType;
import io.proofline.schemas.avro.Origin;
import io.proofline.schemas.avro.Request;
import io.proofline.schemas.avro.RequestKind;
import io.proofline.schemas.avro.RulesKind;
import io.proofline.schemas.avro.RulesRecord;
import io.proofline.schemas.avro.RulesText;
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
import java.util.function.Predicate;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks the complete service against a real broker and registry.
 *
 * <p>Longer than 300 lines because all its tests share one start of the service.
 */
class StreamProcessorApplicationIT {

  private static final String TOKEN = "let-me-in";
  private static final String PERSON_KEY = "0123456789abcdef";
  private static final JsonMapper JSON = JsonMapper.shared();
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
  private static final HttpSchemaRegistry REGISTRY = KAFKA.openRegistry();
  private static final Topics TOPICS = KAFKA.topics(REGISTRY);
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static ConfigurableApplicationContext service;

  @BeforeAll
  static void start() throws Exception {
    pushRules();
    service = run(KAFKA.prefix(), KAFKA.partitions(), "state");
  }

  /** Pushes rules as the command line does: first the text, then the pointer to it. */
  private static void pushRules() throws Exception {
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
    var topic = TOPICS.rules();
    try (var producer =
        new KafkaProducer<>(
            KAFKA.clientSettings("rules-push"),
            topic.keys().serializer(),
            topic.values().serializer())) {
      for (var record :
          List.of(
              new RulesRecord("default", RulesKind.TEXT, version, now, text),
              new RulesRecord("default", RulesKind.POINTER, version, now, null))) {
        var key = record.getText() == null ? "default" : "default@" + version;
        producer.send(topic.record(key, record, now.toEpochMilli())).get();
      }
    }
  }

  private static ConfigurableApplicationContext run(String prefix, int partitions, String state) {
    return StreamProcessorApplication.application()
        .run(
            "--proofline.processor.account=demo",
            "--proofline.processor.port=0",
            "--proofline.processor.advertised=localhost:1",
            "--proofline.processor.door-token=" + TOKEN,
            "--proofline.processor.person-key=" + PERSON_KEY,
            "--proofline.processor.http.header-timeout=2s",
            "--proofline.processor.http.request-timeout=2s",
            "--proofline.processor.state-dir=" + directory.resolve(state),
            "--proofline.processor.kafka.bootstrap=" + KAFKA.bootstrap(),
            "--proofline.processor.kafka.registry=" + KAFKA.registryAddresses(),
            "--proofline.processor.kafka.prefix=" + prefix,
            "--proofline.processor.kafka.partitions=" + partitions);
  }

  @AfterAll
  static void stop() {
    service.close();
    REGISTRY.close();
  }

  @Test
  void a_hook_delivery_becomes_a_command_and_a_review_in_the_http_api() throws Exception {
    send("I0000EXAMPLE0001");

    assertThat(commandOf("I0000EXAMPLE0001").getReadAsset().getAssetId())
        .isEqualTo("I0000EXAMPLE0001");
    var review = awaited("/reviews/I0000EXAMPLE0001");
    assertThat(review.path("state").asString()).isEqualTo("selected");
    assertThat(review.path("waits").asString()).isEqualTo("nobody");
    assertThat(review.path("open_commands").path(0).path("kind").asString())
        .isEqualTo("read_asset");
    assertThat(review.path("state_record").path("picking").path("wishes").asInt()).isOne();
  }

  @Test
  void http_requests_become_commands_with_the_person_s_id() throws Exception {
    var answer =
        post(
            "{\"assets\":[\"I0000EXAMPLE0002\",\"I0000EXAMPLE0004\"],\"kind\":\"select\"}",
            "Ann@example.com");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(JSON.readTree(answer.body()).path("requests").size()).isEqualTo(2);
    assertThat(commandOf("I0000EXAMPLE0002").getKind()).isEqualTo(CommandKind.READ_ASSET);
    assertThat(commandOf("I0000EXAMPLE0004").getKind()).isEqualTo(CommandKind.READ_ASSET);
    assertThat(requestFor("I0000EXAMPLE0004").getKind()).isEqualTo(RequestKind.SELECT);
    assertThat(requestFor("I0000EXAMPLE0004").getPersonId())
        .isEqualTo(new PersonKey(PERSON_KEY).idOf("ann@example.com").orElseThrow());
  }

  @Test
  void an_operator_s_address_and_reason_are_shown_with_the_audit_trail() throws Exception {
    assertThat(
            post(
                    "{\"asset\":\"I0000RECALL001\",\"kind\":\"withdraw\",\"reason\":\"Recalled\"}",
                    "Bo@example.com")
                .statusCode())
        .isEqualTo(202);

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> {
          var entry =
              JSON.readTree(get("/audit/I0000RECALL001", TOKEN).body()).path("entries").path(0);
          assertThat(entry.path("kind").asString("")).isEqualTo("requested");
          assertThat(entry.path("name").asString("")).isEqualTo("Bo@example.com");
          assertThat(entry.path("text").asString("")).isEqualTo("Recalled");
        });
  }

  @Test
  void a_consider_request_has_the_origin_backfill() throws Exception {
    assertThat(
            post("{\"asset\":\"I0000LATER0001\",\"kind\":\"consider\"}", "ann@example.com")
                .statusCode())
        .isEqualTo(202);
    assertThat(requestFor("I0000LATER0001").getEnvelope().getOrigin()).isEqualTo(Origin.BACKFILL);
  }

  @Test
  void assets_that_no_rule_picked_are_returned_in_complete_pages() throws Exception {
    var assets = List.of("I0000SNAP0001", "I0000SNAP0002", "I0000SNAP0003", "I0000SNAP0004");
    for (var asset : assets) {
      sendSnapshot(asset);
    }
    for (var asset : assets) {
      assertThat(awaited("/reviews/" + asset).path("state").asString()).isEqualTo("not_picked");
    }

    var found = new ArrayList<String>();
    var page = JSON.readTree(get("/snapshots?limit=1", TOKEN).body());
    while (!page.path("next").isNull()) {
      page.path("snapshots")
          .forEach(each -> {
            found.add(each.path("asset_id").asString());
            assertThat(each.path("asset").path("fileName").asString()).isEqualTo("fig.jpg");
          });
      var next = page.path("next").asString();
      page = JSON.readTree(get("/snapshots?limit=1&after=" + next, TOKEN).body());
    }
    assertThat(found).isEqualTo(assets);
  }

  @Test
  void a_collection_is_returned_as_in_its_topic() throws Exception {
    assertThat(awaited("/rules").path("name").asString()).isEqualTo("default");
    var view =
        new CollectionView(envelope("e-collection", "intake"), "Launch/Day 1", false, 1, 2, 0, 1);
    send(TOPICS.collections(), "Launch/Day 1", view);

    assertThat(awaited("/collections/Launch/Day%201").toString())
        .isEqualTo(
            "{\"path\":\"Launch/Day"
                + " 1\",\"is_ready\":false,\"progress\":\"in_review\",\"ready\":1,\"open\":2,\"out\":0,\"approved\":1}");
    assertThat(get("/collections/Nowhere", TOKEN).statusCode()).isEqualTo(404);
  }

  @Test
  void no_review_waits_for_a_person_without_a_failure() throws Exception {
    assertThat(awaited("/stuck").toString())
        .isEqualTo(
            "{\"stuck\":[],\"instances\":[],\"partitions\":[0,1,2,3],\"partition_count\":4}");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "/stuck?why=nobody, 'dead_command, unmatched, held'",
    "/snapshots?limit=0, allowed is 1 to 1000"
  })
  void an_invalid_query_is_refused_with_the_allowed_values(String path, String allowed)
      throws Exception {
    assertThat(get(path, TOKEN).statusCode()).isEqualTo(422);
    assertThat(get(path, TOKEN).body()).contains(allowed);
  }

  @Test
  void an_invalid_request_is_refused_with_the_allowed_values() throws Exception {
    var answer = post("{\"asset\":\"I0000EXAMPLE0002\",\"kind\":\"publish\"}", "ann@example.com");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("allowed are select, reread, start");
    assertThat(post("{\"kind\":\"go_ahead\"}", "Ann").statusCode()).isEqualTo(422);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        SlowConnections.HALF_A_HEADER,
        "POST /requests HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer "
            + TOKEN
            + "\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"
      })
  void half_requests_are_closed_while_others_are_served(String half) throws Exception {
    try (var slow = SlowConnections.open(port(), 200, half)) {
      assertThat(get("/stuck", TOKEN).statusCode()).isEqualTo(200);
      assertThat(slow.countClosedByServer()).isEqualTo(200);
    }
  }

  @Test
  void requests_without_the_token_are_refused() throws Exception {
    assertThat(get("/reviews/I0000EXAMPLE0001", "wrong").statusCode()).isEqualTo(401);
    assertThat(get("/actuator/health/liveness", "wrong").statusCode()).isEqualTo(200);
  }

  @Test
  void the_service_is_ready_once_its_state_is_restored() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            get("/actuator/health/readiness", TOKEN).body().contains("\"streams\"")
                && get("/actuator/health/readiness", TOKEN).statusCode() == 200);
  }

  @Test
  void a_scrape_is_small_and_reads_no_gauge_of_a_state_store() throws Exception {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThat(get("/actuator/prometheus", TOKEN).body())
                .contains("proofline_streams_threads_alive{application=\"intake\"} 1.0")
                .contains("proofline_streams_threads_alive{application=\"review\"} 1.0")
                .containsPattern("proofline_streams_process_rate\\{application=\"review\"} \\d")
                .containsPattern("proofline_streams_rebalances\\{application=\"review\"} \\d"));
    assertThat(get("/actuator/prometheus", TOKEN).body())
        .doesNotContainIgnoringCase("rocksdb")
        .doesNotContain("kafka_stream_state", "memtable")
        .hasSizeLessThan(200_000);
  }

  @Test
  void an_unknown_asset_has_no_review() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> get("/reviews/I0000NOBODY0001", TOKEN).statusCode() == 404);
  }

  @Test
  void bytes_that_are_no_record_are_unreadable_and_the_stream_continues() throws Exception {
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
  void another_partition_count_prevents_the_start() {
    assertThatThrownBy(() -> run(KAFKA.prefix(), KAFKA.partitions() + 1, "cut"))
        .rootCause()
        .hasMessageContaining(
            "Topic processor-it.facts has 4 partitions, but kafka.partitions requires 5.")
        .hasMessageNotContaining("processor-it.rules");
  }

  @Test
  void missing_topics_prevent_the_start_with_the_command_that_creates_them() {
    assertThatThrownBy(() -> run("nowhere.", KAFKA.partitions(), "missing"))
        .rootCause()
        .hasMessageContaining(
            "Topic nowhere.proof-permits does not exist. Create all missing topics with: proofline"
                + " topics create");
  }

  private static void send(String asset) throws Exception {
    var body = "{\"asset\":\"%s\",\"select\":true}".formatted(asset);
    var delivery = new Delivery(Map.of(), ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
    var envelope = envelope("e-" + asset, "library");
    send(
        TOPICS.librarySignals(),
        asset,
        new LibrarySignal(envelope, LibrarySignalKind.DELIVERY, delivery, null));
  }

  private static void sendSnapshot(String asset) throws Exception {
    var snapshot =
        AssetSnapshot.newBuilder()
            .setAssetId(asset)
            .setReadingBeganAt(Instant.now())
            .setFileName("fig.jpg")
            .setMediaType(MediaType.IMAGE)
            .build();
    var envelope = envelope("e-" + asset, "poller");
    send(
        TOPICS.librarySignals(),
        asset,
        new LibrarySignal(envelope, LibrarySignalKind.SNAPSHOT, null, snapshot));
  }

  private static Envelope envelope(String id, String source) {
    return new Envelope(id, "demo", source, Origin.LIVE, null, Instant.now(), "c", null, null);
  }

  private static <V> void send(Topic<String, V> topic, String key, V value) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            KAFKA.clientSettings("test"), topic.keys().serializer(), topic.values().serializer())) {
      producer.send(topic.record(key, value, Instant.now().toEpochMilli())).get();
    }
  }

  /** The response of a path, once it succeeds. */
  private static JsonNode awaited(String path) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              var answer = get(path, TOKEN);
              return answer.statusCode() == 200 ? JSON.readTree(answer.body()) : null;
            },
            answer -> answer != null);
  }

  private static Command commandOf(String asset) {
    return first(TOPICS.commandLanes().library(), command -> command.getAssetId().equals(asset));
  }

  private static Request requestFor(String asset) {
    return first(TOPICS.requests(), request -> request.getAssetId().equals(asset));
  }

  /** The first matching record of a topic, once there is one. */
  private static <V> V first(Topic<String, V> topic, Predicate<V> isSo) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> readAll(topic, 1).stream().filter(isSo).findFirst().orElse(null), v -> v != null);
  }

  /** All records of a topic, once it has this number of them. */
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

  private static HttpResponse<String> post(String body, String person) throws Exception {
    return HTTP.send(
        request("/requests", TOKEN)
            .header("Content-Type", "application/json")
            .header("X-Proofline-Person", person)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static int port() {
    return ((WebServerApplicationContext) service).getWebServer().getPort();
  }

  private static HttpRequest.Builder request(String path, String token) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
        .header("Authorization", "Bearer " + token);
  }
}
