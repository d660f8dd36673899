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
import io.proofline.schemas.avro.AuditEntry;
import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.Comment;
import io.proofline.schemas.avro.Delivery;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.LibrarySignal;
import io.proofline.schemas.avro.LibrarySignalKind;
import io.proofline.schemas.avro.Origin;
import io.proofline.schemas.avro.Person;
import io.proofline.schemas.avro.Request;
import io.proofline.schemas.avro.RequestKind;
import io.proofline.schemas.avro.RulesKind;
import io.proofline.schemas.avro.RulesRecord;
import io.proofline.schemas.avro.RulesText;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
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
  void a_hook_delivery_becomes_a_command_and_a_review() throws Exception {
    send("I0000EXAMPLE0001");

    assertThat(commandOf("I0000EXAMPLE0001").getReadAsset().getAssetId())
        .isEqualTo("I0000EXAMPLE0001");
    var review = awaited("/actuator/review/I0000EXAMPLE0001");
    assertThat(review.path("state").asString()).isEqualTo("selected");
    assertThat(review.path("waits").asString()).isEqualTo("nobody");
    assertThat(review.path("open_commands").path(0).path("kind").asString())
        .isEqualTo("read_asset");
    assertThat(review.path("state_record").path("picking").path("wishes").asInt()).isOne();
  }

  @Test
  void an_operator_s_address_and_reason_are_published_for_the_audit_trail() throws Exception {
    var request =
        Request.newBuilder()
            .setEnvelope(envelope("e-recall", "console"))
            .setAssetId("I0000RECALL001")
            .setKind(RequestKind.WITHDRAW)
            .setPersonId(new PersonKey(PERSON_KEY).idOf("bo@example.com").orElseThrow())
            .setPersonEmail("bo@example.com")
            .setReason("Recalled")
            .build();
    send(TOPICS.requests(), "I0000RECALL001", request);

    assertThat(first(TOPICS.audit(), entry -> entry.getAssetId().equals("I0000RECALL001")))
        .returns("requested", AuditEntry::getKind)
        .returns(request.getPersonId(), AuditEntry::getPersonId);
    assertThat(first(TOPICS.people(), person -> person.getPersonId().equals(request.getPersonId())))
        .returns("bo@example.com", Person::getEmail);
    assertThat(first(TOPICS.comments(), comment -> comment.getAssetId().equals("I0000RECALL001")))
        .returns("Recalled", Comment::getText);
  }

  @Test
  void a_review_is_shown_to_this_machine_alone() throws Exception {
    send("I0000EXAMPLE0005");
    awaited("/actuator/review/I0000EXAMPLE0005");

    var byProxy =
        request("/actuator/review/I0000EXAMPLE0005").header("X-Forwarded-For", "192.0.2.1").GET();
    assertThat(HTTP.send(byProxy.build(), BodyHandlers.ofString()))
        .returns(403, HttpResponse::statusCode)
        .returns("", HttpResponse::body);
    for (var address : addressesOfOtherInterfaces()) {
      var fromOutside =
          HttpRequest.newBuilder(
              URI.create(
                  "http://%s:%d/actuator/review/I0000EXAMPLE0005".formatted(address, port())));
      assertThat(HTTP.send(fromOutside.build(), BodyHandlers.ofString()).statusCode())
          .isEqualTo(403);
    }
    assertThat(get("/actuator/review/I0000NOBODY0001"))
        .returns(404, HttpResponse::statusCode)
        .satisfies(answer -> assertThat(answer.body()).contains("another instance may have it"));
  }

  /** A call to such an address of this machine comes from the same address. */
  private static List<String> addressesOfOtherInterfaces() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
        .map(InetAddress::getHostAddress)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/reviews/I0000EXAMPLE0001", "/stuck", "/counts", "/requests", "/audit/I"})
  void questions_are_not_answered(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void half_a_header_is_closed_while_others_are_served() throws Exception {
    try (var slow = SlowConnections.open(port(), 200, SlowConnections.HALF_A_HEADER)) {
      assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
      assertThat(slow.countClosedByServer()).isEqualTo(200);
    }
  }

  @Test
  void the_service_is_ready_once_its_state_is_restored() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            get("/actuator/health/readiness").body().contains("\"streams\"")
                && get("/actuator/health/readiness").statusCode() == 200);
  }

  @Test
  void a_scrape_is_small_and_reads_no_gauge_of_a_state_store() throws Exception {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThat(get("/actuator/prometheus").body())
                .contains("proofline_streams_threads_alive{application=\"intake\"} 1.0")
                .contains("proofline_streams_threads_alive{application=\"review\"} 1.0")
                .containsPattern("proofline_streams_process_rate\\{application=\"review\"} \\d")
                .containsPattern("proofline_streams_rebalances\\{application=\"review\"} \\d"));
    assertThat(get("/actuator/prometheus").body())
        .doesNotContainIgnoringCase("rocksdb")
        .doesNotContain("kafka_stream_state", "memtable")
        .hasSizeLessThan(200_000);
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
              var answer = get(path);
              return answer.statusCode() == 200 ? JSON.readTree(answer.body()) : null;
            },
            answer -> answer != null);
  }

  private static Command commandOf(String asset) {
    return first(TOPICS.commandLanes().library(), command -> command.getAssetId().equals(asset));
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

  private static HttpResponse<String> get(String path) throws Exception {
    return HTTP.send(request(path).GET().build(), BodyHandlers.ofString());
  }

  private static int port() {
    return ((WebServerApplicationContext) service).getWebServer().getPort();
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path));
  }
}
