package io.proofline.console;

import static io.proofline.console.ConsoleInstance.ADMIN_TOKEN;
import static io.proofline.console.TopicFixture.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.proofline.audit.HashChain;
import io.proofline.console.database.DatabaseProduct;
import io.proofline.console.verification.SignedExport;
import io.proofline.embedded.KafkaForTests;
import io.proofline.schemas.Topic;
import io.proofline.schemas.avro.AuditEntry;
import io.proofline.schemas.avro.CollectionItem;
import io.proofline.schemas.avro.CollectionView;
import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.Comment;
import io.proofline.schemas.avro.ItemStanding;
import io.proofline.schemas.avro.LibrarySignal;
import io.proofline.schemas.avro.LibrarySignalKind;
import io.proofline.schemas.avro.OpenCommand;
import io.proofline.schemas.avro.Outcome;
import io.proofline.schemas.avro.OutcomeStatus;
import io.proofline.schemas.avro.Person;
import io.proofline.schemas.avro.ReviewState;
import io.proofline.schemas.avro.RulesKind;
import io.proofline.schemas.avro.RulesRecord;
import io.proofline.schemas.avro.RulesText;
import io.proofline.schemas.avro.ZiflowSignal;
import io.proofline.schemas.avro.ZiflowSignalKind;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds the server to its description: every operation, status, role and field.
 *
 * <p>Longer than 300 lines because it has a call for each documented answer.
 */
class OpenApiIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final String API = "/api/v1";

  /** Statuses that need a failure of Kafka or a database; other tests show one of each kind. */
  private static final String FAILURE = "503";

  @TempDir static Path directory;
  private static TopicFixture fixture;
  private static ConsoleInstance console;
  private static JsonNode description;
  private static String viewer;
  private static String operator;

  /**
   * A call and its documented answer.
   *
   * @param operation method and path of the description
   * @param path the path that is called, without the API's
   * @param body null for none
   */
  private record Call(String operation, String path, String body, int status) {

    static Call get(String template, String path, int status) {
      return new Call("GET " + template, path, null, status);
    }

    static Call post(String template, String body, int status) {
      return new Call("POST " + template, template, body, status);
    }

    String method() {
      return operation.substring(0, operation.indexOf(' '));
    }

    String template() {
      return operation.substring(operation.indexOf(' ') + 1);
    }

    @Override
    public String toString() {
      return "%s %s -> %d".formatted(method(), path, status);
    }
  }

  @BeforeAll
  static void start() throws IOException {
    var yaml = new ClassPathResource("openapi.yaml").getContentAsString(UTF_8);
    description = JSON.valueToTree(new Yaml().load(yaml));
    var kafka = KafkaForTests.connection("console.openapi.");
    fixture = new TopicFixture(kafka);
    write();
    console =
        ConsoleInstance.start(
            kafka,
            Stream.concat(
                    DatabaseForTests.settings(DatabaseProduct.POSTGRESQL, directory).stream(),
                    Stream.of("verification.largest-export=1MB"))
                .toList());
    await().atMost(SOON).until(() -> console.get(API + "/reviews/I1").statusCode() == 200);
    viewer = token("viewer");
    operator = token("operator");
  }

  private static void write() {
    var topics = fixture.topics();
    fixture.write(
        topics.reviews(), "I1", TopicFixture.review("I1", "a.jpg", ReviewState.APPROVED).build());
    fixture.write(
        topics.collections(),
        "Press",
        new CollectionView(TopicFixture.envelope("c"), "Press", true, 1, 0, 0, 1));
    fixture.write(
        topics.collectionItems(),
        "Press\0I1",
        new CollectionItem(
            TopicFixture.envelope("i"),
            "Press",
            "I1",
            ItemStanding.READY,
            ReviewState.APPROVED,
            false));
    fixture.write(topics.outcomes(), "I1", outcome());
    fixture.write(topics.people(), "p1", new Person("p1", "Ada", "ada@example.org", null));
    fixture.write(topics.comments(), "n1", new Comment("n1", "I1", "p1", "Crop it", NOON));
    fixture.write(
        topics.rules(),
        "default@v1",
        new RulesRecord(
            "default",
            RulesKind.TEXT,
            "v1",
            NOON,
            new RulesText("rules: []", Map.of(), List.of(), List.of(), List.of())));
    fixture.write(
        topics.rules(), "default", new RulesRecord("default", RulesKind.POINTER, "v1", NOON, null));
    fixture.write(topics.audit(), "I1", entry("I1", "decision", Map.of("note", "n1")));
    fixture.write(
        topics.audit(),
        "system",
        entry("system", "rules_pushed", Map.of("name", "default", "version", "v1")));
  }

  private static Outcome outcome() {
    return Outcome.newBuilder()
        .setEnvelope(TopicFixture.envelope("o"))
        .setCommandId("c1")
        .setAssetId("I1")
        .setRound(1)
        .setKind(CommandKind.READ_ASSET)
        .setStatus(OutcomeStatus.DONE)
        .setBeganAt(NOON)
        .setEndedAt(NOON)
        .setCalls(1)
        .setLane("photoshelter")
        .build();
  }

  private static AuditEntry entry(String asset, String kind, Map<String, String> details) {
    return HashChain.append(
        HashChain.Head.START,
        AuditEntry.newBuilder()
            .setAccount("demo")
            .setAssetId(asset)
            .setSequence(0)
            .setKind(kind)
            .setPersonId("p1")
            .setDetails(details)
            .setEnteredAt(NOON)
            .setCause("f1")
            .setSource("webhook")
            .setPrevious("")
            .setHash(""));
  }

  private static String token(String role) {
    var body = "{\"name\": \"a %s\", \"role\": \"%s\"}".formatted(role, role);
    return JSON.readTree(console.post(API + "/tokens", ADMIN_TOKEN, body).body())
        .path("token")
        .asString();
  }

  @AfterAll
  static void stop() {
    console.close();
    fixture.close();
  }

  static Stream<Call> calls() {
    return Stream.of(
        Call.get("/openapi.yaml", "/openapi.yaml", 200),
        Call.get("/reviews", "/reviews", 200),
        Call.get("/reviews", "/reviews?colour=red", 422),
        Call.get("/reviews", "/reviews?limit=many", 422),
        Call.get("/reviews/{asset_id}", "/reviews/I1", 200),
        Call.get("/reviews/{asset_id}", "/reviews/none", 404),
        Call.get("/reviews/{asset_id}/timeline", "/reviews/I1/timeline", 200),
        Call.get("/reviews/{asset_id}/calls", "/reviews/I1/calls", 200),
        Call.get("/reviews/{asset_id}/calls", "/reviews/I1/calls?limit=0", 422),
        Call.get("/review-counts", "/review-counts", 200),
        Call.get("/review-counts", "/review-counts?state=x", 422),
        Call.get("/waiting", "/waiting", 200),
        Call.get("/pauses", "/pauses", 200),
        Call.post("/pauses", "{\"target\": \"ziflow\", \"reason\": \"Maintenance\"}", 201),
        Call.post("/pauses", "{\"target\": \"ziflwo\", \"reason\": \"Maintenance\"}", 422),
        new Call("DELETE /pauses/{target}", "/pauses/ziflow", null, 200),
        new Call("DELETE /pauses/{target}", "/pauses/rule:Press", null, 404),
        new Call("DELETE /pauses/{target}", "/pauses/none", null, 422),
        Call.get("/changes", "/changes", 200),
        Call.post("/requests", "{\"kind\": \"reread\", \"assets\": [\"I1\"]}", 202),
        Call.post("/requests", "{\"kind\": \"select\"}", 422),
        Call.post("/requests", "{\"kind\": \"retry\", \"asset\": \"I1\", \"command\": \"c\"}", 409),
        Call.get("/requests/{id}", "/requests/none", 404),
        Call.post(
            "/bulk-requests",
            "{\"kind\": \"reread\", \"filter\": {\"asset\": \"I1\"}, \"dry_run\": true}",
            200),
        Call.post("/bulk-requests", "{\"kind\": \"reread\", \"filter\": {\"asset\": \"I1\"}}", 202),
        Call.post("/bulk-requests", "{\"kind\": \"reread\", \"filter\": {}}", 422),
        Call.get("/bulk-requests/{id}", "/bulk-requests/none", 404),
        Call.get("/collections", "/collections?q=PRE&is_ready=true", 200),
        Call.get("/collections", "/collections?is_ready=perhaps", 422),
        Call.get("/collections/one", "/collections/one?path=press", 200),
        Call.get("/collections/one", "/collections/one?path=other", 404),
        Call.get("/collections/items", "/collections/items?path=Press", 200),
        Call.get("/collections/items", "/collections/items", 422),
        Call.get("/collections/report", "/collections/report?path=press", 200),
        Call.get("/collections/report", "/collections/report?path=other", 404),
        Call.get("/collections/report", "/collections/report", 422),
        Call.get("/reviews/{asset_id}/report", "/reviews/I1/report", 200),
        Call.get("/reviews/{asset_id}/report", "/reviews/none/report", 404),
        Call.get("/audit", "/audit?asset=I1&from=2026-11-28T00:00:00Z&collection=Press", 200),
        Call.get("/audit", "/audit?from=yesterday", 422),
        Call.post("/audit/verifications", "{}", 415),
        Call.get("/rules", "/rules", 200),
        Call.get("/rules/history", "/rules/history", 200),
        Call.get("/rules/history", "/rules/history?limit=0", 422),
        Call.get("/rules/versions/{version}", "/rules/versions/v1", 200),
        Call.get("/rules/versions/{version}", "/rules/versions/v2", 404),
        Call.post("/rules/check", "{\"text\": \"colour: red\"}", 200),
        Call.post("/rules/check", "{\"txt\": \"x\"}", 422),
        Call.post("/rules/try", "{\"samples\": [{\"file\": \"a.jpg\"}]}", 200),
        Call.post("/rules/try", "{\"latest\": 200}", 200),
        Call.post("/rules/try", "{\"latest\": 201}", 422),
        Call.get("/rules/uses", "/rules/uses", 200),
        Call.post("/rules/try", "{\"assets\": [\"none.jpg\"]}", 404),
        Call.post("/rules/try", "{\"samples\": [{\"flie\": \"a.jpg\"}]}", 422),
        Call.get("/rules/diff", "/rules/diff?from=v1", 200),
        Call.get("/rules/diff", "/rules/diff?from=v1&to=v2", 404),
        Call.get("/rules/diff", "/rules/diff", 422),
        Call.post("/rules/pushes", "{\"version\": \"v2\"}", 404),
        Call.post("/rules/pushes", "{\"text\": \"colour: red\"}", 422),
        Call.get("/people/{person_id}", "/people/p1", 200),
        Call.get("/people/{person_id}", "/people/p2", 404),
        Call.post("/people/erasures", "{\"email\": \"eve@example.org\"}", 202),
        Call.post("/people/erasures", "{\"email\": \"eve@example.org\", \"dry_run\": true}", 200),
        Call.post("/people/erasures", "{\"person_id\": \"eve\"}", 422),
        Call.get("/freshness", "/freshness", 200),
        Call.get("/lanes", "/lanes", 200),
        Call.get("/apis", "/apis", 200),
        Call.post("/read-model/rebuilds", "{}", 202),
        Call.get("/tokens", "/tokens", 200),
        Call.get("/tokens/own", "/tokens/own", 200),
        Call.post("/tokens", "{\"name\": \"n\", \"role\": \"viewer\", \"days\": 1}", 201),
        Call.post("/tokens", "{\"name\": \"n\", \"role\": \"king\"}", 422),
        new Call("DELETE /tokens/{id}", "/tokens/none", null, 404),
        new Call("DELETE /tokens/{id}", "/tokens/none?reason=", null, 422),
        Call.get("/subscriptions", "/subscriptions", 200),
        Call.post("/subscriptions", subscription("https://example.org"), 201),
        Call.post("/subscriptions", subscription("http://example.org"), 422),
        Call.get("/subscriptions/{id}", "/subscriptions/none", 404),
        new Call(
            "PUT /subscriptions/{id}",
            "/subscriptions/none",
            subscription("https://example.org"),
            404),
        new Call("PUT /subscriptions/{id}", "/subscriptions/none", "{}", 422),
        new Call("DELETE /subscriptions/{id}", "/subscriptions/none?reason=x", null, 404),
        new Call("DELETE /subscriptions/{id}", "/subscriptions/none", null, 422),
        new Call(
            "POST /subscriptions/{id}/secrets",
            "/subscriptions/none/secrets",
            "{\"reason\": \"x\"}",
            404),
        new Call("POST /subscriptions/{id}/secrets", "/subscriptions/none/secrets", "{}", 422),
        Call.get("/event-kinds", "/event-kinds", 200),
        Call.get("/subscriptions/{id}/deliveries", "/subscriptions/none/deliveries", 404),
        Call.get("/subscriptions/{id}/deliveries", "/subscriptions/none/deliveries?state=x", 422),
        new Call(
            "POST /subscriptions/{id}/replays",
            "/subscriptions/none/replays",
            "{\"event\": \"e\"}",
            404),
        new Call("POST /subscriptions/{id}/replays", "/subscriptions/none/replays", "{}", 422),
        new Call(
            "POST /subscriptions/{id}/examples",
            "/subscriptions/none/examples",
            "{\"kind\": \"verdict\"}",
            404),
        new Call(
            "POST /subscriptions/{id}/examples",
            "/subscriptions/none/examples",
            "{\"kind\": \"x\"}",
            422));
  }

  private static String subscription(String url) {
    return "{\"name\": \"n\", \"url\": \"%s\", \"reason\": \"Wanted\"}".formatted(url);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("calls")
  void an_answer_is_as_described(Call call) {
    var answer = send(call, ADMIN_TOKEN);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(call.status());
    assertDescribed(call, answer);
  }

  /** Answers that change with the time, or with each call. */
  private static final Set<String> CHANGING = Set.of("/freshness", "/lanes", "/tokens");

  static Stream<Call> tagged() {
    return calls()
        .filter(call -> call.method().equals("GET") && call.status() == 200)
        .filter(call -> !Set.of("/openapi.yaml", "/changes").contains(call.path()))
        .filter(call -> !call.template().endsWith("/report")); // each has the time it was made at
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tagged")
  void an_answer_that_has_not_changed_is_not_sent_again(Call call) {
    var tag = send(call, ADMIN_TOKEN).headers().firstValue("ETag").orElseThrow();
    var again =
        console.send(
            console.request(API + call.path(), ADMIN_TOKEN).header("If-None-Match", tag).GET());

    if (CHANGING.contains(call.path())) {
      assertThat(again.statusCode()).isIn(200, 304);
    } else {
      assertThat(again.statusCode()).as(again.body()).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(again.headers().firstValue("ETag")).contains(tag);
    }
    var responses = description.path("paths").path(call.template()).path("get").path("responses");
    assertThat(responses.has("304")).isTrue();
  }

  @Test
  void an_answer_that_has_changed_is_sent_with_another_tag() {
    var before = console.get(API + "/reviews?q=tagged").headers().firstValue("ETag").orElseThrow();
    fixture.write(
        fixture.topics().reviews(),
        "I9",
        TopicFixture.review("I9", "tagged.jpg", ReviewState.APPROVED).build());
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          var again =
              console.send(
                  console
                      .request(API + "/reviews?q=tagged", ADMIN_TOKEN)
                      .header("If-None-Match", before)
                      .GET());
          assertThat(again.statusCode()).isEqualTo(200);
          assertThat(again.body()).contains("tagged.jpg");
          assertThat(again.headers().firstValue("ETag").orElseThrow()).isNotEqualTo(before);
        });
  }

  @Test
  void an_answer_that_differs_by_the_token_has_another_tag_for_another_one() {
    var tag = console.get(API + "/tokens/own", viewer).headers().firstValue("ETag").orElseThrow();

    assertThat(ownIfNoneMatch(viewer, tag).statusCode()).isEqualTo(304);
    var another = ownIfNoneMatch(operator, tag);
    assertThat(another.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(another.body()).path("role").asString()).isEqualTo("operator");
  }

  private static HttpResponse<String> ownIfNoneMatch(String token, String tag) {
    return console.send(
        console.request(API + "/tokens/own", token).header("If-None-Match", tag).GET());
  }

  @Test
  void the_newest_signals_and_decision_and_the_oldest_command_are_dated() {
    var webhook = NOON.plusSeconds(1);
    var poll = NOON.plusSeconds(2);
    var topics = fixture.topics();
    try (var gateway = withoutTransactions()) {
      sendAt(
          webhook,
          gateway,
          topics.ziflowSignals(),
          ZiflowSignal.newBuilder()
              .setEnvelope(TopicFixture.envelope("z"))
              .setKind(ZiflowSignalKind.DELIVERY)
              .build());
      sendAt(
          poll,
          gateway,
          topics.librarySignals(),
          LibrarySignal.newBuilder()
              .setEnvelope(TopicFixture.envelope("l"))
              .setKind(LibrarySignalKind.SNAPSHOT)
              .build());
    }
    var issued = NOON.minusSeconds(5);
    fixture.write(
        fixture.topics().reviews(),
        "I7",
        TopicFixture.review("I7", "dated.jpg", ReviewState.OPENING)
            .setOpenCommands(
                List.of(
                    new OpenCommand(
                        "c7", CommandKind.CREATE_PROOF, false, null, null, null, issued)))
            .build());
    await().atMost(SOON).until(() -> console.get(API + "/reviews/I7").statusCode() == 200);

    var freshness = console.json(API + "/freshness");
    assertThat(freshness.path("last_webhook").asString()).isEqualTo(webhook.toString());
    assertThat(freshness.path("last_poll").asString()).isEqualTo(poll.toString());
    assertThat(freshness.path("last_decision").asString()).isEqualTo(NOON.toString());
    assertThat(freshness.path("oldest_open_command").asString()).isEqualTo(issued.toString());
  }

  /** As the gateway and the poller write: Kafka stores no time of a commit. */
  private static Producer<String, byte[]> withoutTransactions() {
    var kafka = fixture.kafka();
    return new KafkaProducer<>(
        kafka.producerSettings(kafka.prefix() + "signals"),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  private static <V extends SpecificRecordBase> void sendAt(
      Instant at, Producer<String, byte[]> producer, Topic<String, V> topic, V value) {
    var bytes = topic.values().serializer().serialize(topic.name(), value);
    var _ = producer.send(new ProducerRecord<>(topic.name(), null, at.toEpochMilli(), "k", bytes));
  }

  /** Answers that need an earlier call. */
  @Test
  void the_answers_about_what_was_made_are_as_described() {
    var made =
        JSON.readTree(
            console
                .post(API + "/requests", operator, "{\"kind\": \"reread\", \"assets\": [\"I1\"]}")
                .body());
    var id = made.path("requests").get(0).path("id").asString();
    var one = Call.get("/requests/{id}", "/requests/" + id, 200);
    assertDescribed(one, send(one, viewer));

    var bulk =
        JSON.readTree(
            console
                .post(
                    API + "/bulk-requests",
                    operator,
                    "{\"kind\": \"reread\", \"filter\": {\"asset\": \"I1\"}}")
                .body());
    var progress =
        Call.get("/bulk-requests/{id}", "/bulk-requests/" + bulk.path("id").asString(), 200);
    assertDescribed(progress, send(progress, viewer));
    var subscribed =
        JSON.readTree(
            console
                .post(API + "/subscriptions", ADMIN_TOKEN, subscription("https://example.org"))
                .body());
    var path = "/subscriptions/" + subscribed.path("id").asString();
    for (var call :
        List.of(
            Call.get("/subscriptions/{id}", path, 200),
            new Call("PUT /subscriptions/{id}", path, subscription("https://example.org"), 200),
            new Call(
                "POST /subscriptions/{id}/secrets", path + "/secrets", "{\"reason\": \"x\"}", 201),
            new Call(
                "POST /subscriptions/{id}/examples",
                path + "/examples",
                "{\"kind\": \"verdict\"}",
                202),
            Call.get("/subscriptions/{id}/deliveries", path + "/deliveries", 200),
            new Call(
                "POST /subscriptions/{id}/replays",
                path + "/replays",
                "{\"since\": \"2026-01-01T00:00:00Z\"}",
                202),
            new Call("DELETE /subscriptions/{id}", path + "?reason=x", null, 204))) {
      var answer = send(call, ADMIN_TOKEN);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(call.status());
      if (call.status() != 204) {
        assertDescribed(call, answer);
      }
    }
    var tooMany = "{\"kind\": \"reread\", \"cap\": 0, \"filter\": {\"asset\": \"I1\"}}";
    assertThat(console.post(API + "/bulk-requests", operator, tooMany).statusCode()).isEqualTo(422);
  }

  @Test
  void every_operation_has_a_call_for_each_of_its_answers() {
    var called = new TreeSet<String>();
    calls().forEach(call -> called.add(call.operation() + " " + call.status()));
    var others = Set.of("401", "403", "304", "429", FAILURE); // 429: ChangesIT, TokensIT
    var described = new TreeSet<String>();
    operations()
        .forEach(operation ->
            operation
                .node()
                .path("responses")
                .propertyNames()
                .forEach(status -> {
                  if (!others.contains(status)) {
                    described.add(operation.name() + " " + status);
                  }
                }));
    described.remove("GET /openapi.yaml 406"); // the test below
    described.remove("GET /changes 406");
    described.remove("GET /requests/{id} 200"); // the test above
    described.remove("GET /bulk-requests/{id} 200");
    described.remove("POST /bulk-requests 409"); // RequestsIT
    described.remove("POST /people/erasures 409"); // RequestsIT, of the same key
    described.remove("POST /audit/verifications 200"); // the test below
    described.remove("POST /audit/verifications 413");
    described.remove("POST /audit/verifications 422");
    described.remove("GET /rules 404"); // ReviewsIT
    described.remove("POST /rules/pushes 200"); // RulesAndPeopleIT
    described.remove("POST /rules/pushes 201");
    described.remove("POST /rules/pushes 412");
    described.remove("DELETE /tokens/{id} 204");
    described.remove("POST /subscriptions 409"); // needs a hundred
    described.remove("GET /subscriptions/{id} 200"); // the test above
    described.remove("PUT /subscriptions/{id} 200");
    described.remove("POST /subscriptions/{id}/secrets 201");
    described.remove("DELETE /subscriptions/{id} 204");
    described.remove("GET /subscriptions/{id}/deliveries 200");
    described.remove("POST /subscriptions/{id}/replays 202");
    described.remove("POST /subscriptions/{id}/examples 202");

    assertThat(called).containsExactlyInAnyOrderElementsOf(described);
  }

  @Test
  void an_export_that_is_sent_as_a_form_is_verified_within_the_limit_of_its_size() {
    var verdict = assertVerified(200, part("export", SignedExport.json()));
    assertThat(verdict.path("verdict").asString()).isEqualTo("signer_unknown");
    var key = part("key", SignedExport.KEY.verifyingKey().pem());
    assertThat(
            assertVerified(200, part("export", SignedExport.json()) + key)
                .path("verdict")
                .asString())
        .isEqualTo("unchanged");
    assertThat(
            assertVerified(200, part("export", SignedExport.json().replace("I1", "I2")) + key)
                .path("finding_count")
                .asInt())
        .isPositive();
    assertVerified(422, key);
    assertVerified(413, part("export", "x".repeat(2_000_000)));
  }

  private static String part(String name, String content) {
    return """
    --limit\r
    Content-Disposition: form-data; name="%s"; filename="x.json"\r
    \r
    %s\r
    """
        .formatted(name, content);
  }

  private static JsonNode assertVerified(int status, String parts) {
    var call = new Call("POST /audit/verifications", "/audit/verifications", parts, status);
    var answer =
        console.send(
            console
                .request(API + call.path(), viewer)
                .header("Content-Type", "multipart/form-data; boundary=limit")
                .POST(BodyPublishers.ofString(parts + "--limit--\r\n")));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertDescribed(call, answer);
    return JSON.readTree(answer.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/openapi.yaml", "/changes"})
  void neither_the_description_nor_the_feed_is_a_picture(String path) {
    var asPicture = console.request(API + path, ADMIN_TOKEN).header("Accept", "image/png").GET();
    assertThat(console.send(asPicture).statusCode()).isEqualTo(406);
  }

  @Test
  void the_description_has_every_operation_of_the_server_and_no_other() {
    var served = new TreeSet<String>();
    console
        .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .keySet()
        .forEach(mapping ->
            mapping
                .getPatternsCondition()
                .getPatterns()
                .forEach(pattern ->
                    mapping
                        .getMethodsCondition()
                        .getMethods()
                        .forEach(method -> {
                          var path =
                              pattern
                                  .getPatternString()
                                  .replace("{assetId}", "{asset_id}")
                                  .replace("{personId}", "{person_id}");
                          if (path.startsWith(API)) {
                            served.add(method + " " + path.substring(API.length()));
                          }
                        })));

    assertThat(operations().map(Operation::name).toList())
        .containsExactlyInAnyOrderElementsOf(served);
  }

  @Test
  void every_operation_needs_a_token_with_its_role() {
    operations()
        .filter(operation -> !operation.name().equals("GET /openapi.yaml"))
        .forEach(operation -> {
          var call =
              new Call(
                  operation.name(),
                  operation.path().replaceAll("\\{[a-z_]+}", "none"),
                  operation.name().startsWith("POST") ? "{}" : null,
                  401);
          assertDescribed(call, send(call, "guess"));
          var role = operation.node().path("x-role").asString();
          assertThat(isForbidden(call, viewer))
              .as(call.operation())
              .isEqualTo(!role.equals("viewer"));
          assertThat(isForbidden(call, operator))
              .as(call.operation())
              .isEqualTo(role.equals("administrator"));
          assertThat(role).isIn("viewer", "operator", "administrator");
        });
  }

  private static boolean isForbidden(Call call, String token) {
    return send(call, token).statusCode() == 403;
  }

  @Test
  void the_calls_of_an_asset_are_listed() {
    var command = console.json(API + "/reviews/I1/calls").path("commands").get(0);

    assertThat(command.path("kind").asString()).isEqualTo("read_asset");
    assertThat(command.path("calls").asInt()).isOne();
  }

  @Test
  void each_lane_and_each_api_says_how_much_waits_and_what_ended_last() {
    fixture.writeAt(NOON, fixture.topics().commandLanes().ziflow(), "I1", command());
    var lanes = console.json(API + "/lanes");

    assertThat(lanes.path("lanes").get(2).path("lane").asString()).isEqualTo("ziflow");
    assertThat(lanes.path("lanes").get(2).path("backlog").asInt()).isPositive();
    assertThat(Instant.parse(lanes.path("lanes").get(2).path("oldest_record").asString()))
        .isEqualTo(NOON);
    assertThat(lanes.path("lanes").get(2).path("oldest_age_seconds").asLong()).isPositive();
    assertThat(lanes.path("lanes").get(2).path("last_success").isNull()).isTrue();
    assertThat(lanes.path("lanes").get(3).path("lane").asString()).isEqualTo("photoshelter");
    assertThat(lanes.path("lanes").get(3).path("backlog").asInt()).isZero();
    assertThat(lanes.path("lanes").get(3).path("oldest_record").isNull()).isTrue();
    assertThat(lanes.path("lanes").get(3).path("last_success").asString())
        .isEqualTo(NOON.toString());
    assertThat(lanes.path("consumers").get(0).path("consumer").asString()).isEqualTo("intake");
    assertThat(lanes.path("consumers").get(0).path("backlog").asInt()).isPositive();
    assertThat(lanes.path("consumers").get(0).path("oldest_record").isNull()).isFalse();
    assertThat(lanes.path("consumers").get(1).path("backlog").asInt()).isZero();
    assertThat(lanes.path("consumers").get(1).path("last_output").isNull()).isFalse();
    assertThat(lanes.path("apis").get(0).path("last_success").isNull()).isTrue();
    assertThat(lanes.path("apis").get(1).path("last_success").asString())
        .isEqualTo(NOON.toString());
  }

  private static Command command() {
    return Command.newBuilder()
        .setEnvelope(TopicFixture.envelope("c"))
        .setCommandId("c")
        .setAssetId("I1")
        .setRound(1)
        .setAttempt(1)
        .setProtective(false)
        .setKind(CommandKind.READ_PROOF)
        .build();
  }

  @Test
  void names_and_texts_are_added_to_the_trail() {
    var timeline = console.json(API + "/reviews/I1/timeline");

    assertThat(timeline.path("whole").asBoolean()).isTrue();
    assertThat(timeline.path("entries").get(0).path("name").asString()).isEqualTo("Ada");
    assertThat(timeline.path("entries").get(0).path("text").asString()).isEqualTo("Crop it");
    assertThat(
            console.json(API + "/rules/history").path("items").get(0).path("pushed_by").asString())
        .isEqualTo("Ada");
  }

  private static HttpResponse<String> send(Call call, String token) {
    var request =
        console.request(API + call.path(), token).header("Content-Type", "application/json");
    return console.send(
        request.method(
            call.method(),
            call.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(call.body())));
  }

  /** Checks that an answer's type and fields are those of the description. */
  private static void assertDescribed(Call call, HttpResponse<String> answer) {
    var response =
        resolve(
            description
                .path("paths")
                .path(call.template())
                .path(call.method().toLowerCase(Locale.ROOT))
                .path("responses")
                .path(Integer.toString(answer.statusCode())));
    assertThat(response.isObject()).as("%s has %d", call, answer.statusCode()).isTrue();
    var type = answer.headers().firstValue("Content-Type").orElse("").split(";")[0];
    var content = response.path("content").path(type);
    assertThat(content.isObject()).as("%s answers %s", call, type).isTrue();
    if (type.endsWith("json")) {
      var schema = (ObjectNode) content.path("schema").deepCopy();
      schema.set("components", description.path("components"));
      assertThat(SCHEMAS.getSchema(schema).validate(JSON.readTree(answer.body())))
          .as(answer.body())
          .isEmpty();
    }
  }

  private static JsonNode resolve(JsonNode node) {
    var reference = node.path("$ref").asString("");
    return reference.isEmpty() ? node : description.at(reference.substring(1));
  }

  private record Operation(String name, String path, JsonNode node) {}

  private static Stream<Operation> operations() {
    return description.path("paths").properties().stream()
        .flatMap(path ->
            path.getValue().properties().stream()
                .map(method ->
                    new Operation(
                        method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                        path.getKey(),
                        method.getValue())));
  }
}
