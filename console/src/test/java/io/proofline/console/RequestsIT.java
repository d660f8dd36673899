package io.proofline.console;

import static io.proofline.console.ConsoleInstance.ADMIN_TOKEN;
import static io.proofline.console.TopicFixture.NOON;
import static io.proofline.console.TopicFixture.review;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.embedded.KafkaForTests;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.TopicScan;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.OpenCommand;
import io.proofline.schemas.avro.Request;
import io.proofline.schemas.avro.RequestKind;
import io.proofline.schemas.avro.ReviewState;
import io.proofline.schemas.avro.ReviewView;
import io.proofline.schemas.avro.WaitsFor;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests of people, from the API to Kafka and back through the read model.
 *
 * <p>Longer than 300 lines because single and bulk requests share the running console and its
 * tokens.
 */
class RequestsIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir static Path directory;
  private static KafkaConnection kafka;
  private static TopicFixture fixture;
  private static ConsoleInstance console;
  private static String operator;

  @BeforeAll
  static void start() {
    kafka = KafkaForTests.connection("console.requests.");
    fixture = new TopicFixture(kafka);
    for (var asset : List.of("D1", "D2", "D3")) {
      fixture.write(fixture.topics().reviews(), asset, dead(asset));
    }
    console = ConsoleInstance.start(kafka, List.of("database.directory=" + directory));
    await()
        .atMost(SOON)
        .until(() -> console.json("/api/v1/reviews?waits=any").path("items").size() == 3);
    operator = token("operator", "ada@example.org");
  }

  @AfterAll
  static void stop() {
    console.close();
    fixture.close();
  }

  private static ReviewView dead(String asset) {
    return review(asset, asset + ".jpg", ReviewState.STUCK)
        .setWaits(WaitsFor.DEAD_COMMAND)
        .setWaitsSince(NOON)
        .setReason("Ziflow refuses our key")
        .setOpenCommands(
            List.of(
                new OpenCommand(
                    "c-" + asset, CommandKind.CREATE_PROOF, true, "refused", null, 1, NOON)))
        .build();
  }

  private static String token(String role, String email) {
    var body =
        """
        {"name": "a %s", "role": "%s", "email": "%s"}\
        """
            .formatted(role, role, email);
    return JSON.readTree(console.post("/api/v1/tokens", ADMIN_TOKEN, body).body())
        .path("token")
        .asString();
  }

  @Test
  void a_request_is_recorded_with_the_person_then_applied_then_done() {
    var answer =
        post("k1", "{\"kind\": \"select\", \"assets\": [\"A1\"], \"reason\": \"For the press\"}");
    assertThat(answer.statusCode()).isEqualTo(202);
    var id = request(answer).path("id").asString();
    assertThat(request(answer).path("state").asString()).isEqualTo("recorded");

    var record = requestsOf("A1").getFirst();
    assertThat(record.getKind()).isEqualTo(RequestKind.SELECT);
    assertThat(record.getEnvelope().getEventId()).isEqualTo(id);
    assertThat(record.getPersonEmail()).isEqualTo("ada@example.org");
    assertThat(record.getPersonId()).isNotNull();
    assertThat(record.getReason()).isEqualTo("For the press");

    var opened = new OpenCommand("c1", CommandKind.READ_ASSET, false, null, null, null, later());
    fixture.write(fixture.topics().reviews(), "A1", caused("A1", id, List.of(opened)).build());
    awaitState(id, "applied");
    fixture.write(fixture.topics().reviews(), "A1", caused("A1", id, List.of()).build());
    awaitState(id, "done");
  }

  private static ReviewView.Builder caused(
      String asset, String request, List<OpenCommand> commands) {
    return review(asset, asset + ".jpg", ReviewState.SELECTED)
        .setOpenCommands(commands)
        .setEnvelope(
            Envelope.newBuilder(TopicFixture.envelope("view:" + asset))
                .setCausationId(request)
                .build());
  }

  private static Instant later() {
    return Instant.now().plusSeconds(1);
  }

  private static void awaitState(String id, String state) {
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(
                    console.json("/api/v1/requests/" + id).path("request").path("state").asString())
                .isEqualTo(state));
  }

  @Test
  void a_repeated_call_makes_no_second_request() {
    var body = "{\"kind\": \"reread\", \"assets\": [\"R1\", \"R2\"]}";
    var first = post("k2", body);
    var second = post("k2", body);

    assertThat(JSON.readTree(second.body()).path("requests").get(0).path("id"))
        .isEqualTo(request(first).path("id"));
    assertThat(requestsOf("R1")).hasSize(1);
    assertThat(requestsOf("R2")).hasSize(1);
    assertThat(post("k2", "{\"kind\": \"reread\", \"assets\": [\"R3\"]}").statusCode())
        .isEqualTo(409);
    assertThat(
            console
                .send(
                    console
                        .request("/api/v1/requests", ADMIN_TOKEN)
                        .header("Idempotency-Key", "k2")
                        .POST(BodyPublishers.ofString(body)))
                .statusCode())
        .isEqualTo(409);
  }

  @Test
  void a_retry_of_a_command_that_is_not_dead_says_so() {
    var answer = post("k3", "{\"kind\": \"retry\", \"asset\": \"D1\", \"command\": \"other\"}");

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("is not dead, so there is nothing to do");
    assertThat(requestsOf("D1")).isEmpty();
  }

  @Test
  void a_bulk_request_is_counted_first_and_then_made_once_for_each_dead_command() {
    var filter =
        "\"filter\": {\"reason\": \"Ziflow refuses our key\", \"asset\": [\"D2\", \"D3\"]}";
    var dry = bulk("k4", "{\"kind\": \"retry\", \"dry_run\": true, %s}".formatted(filter));
    assertThat(JSON.readTree(dry.body()).path("assets").asInt()).isEqualTo(2);
    assertThat(requestsOf("D2")).isEmpty();

    assertThat(bulk("k4", "{\"kind\": \"retry\", \"cap\": 1, %s}".formatted(filter)).body())
        .contains("The filter finds 2 assets, more than the cap of 1");
    var made = bulk("k4", "{\"kind\": \"retry\", %s}".formatted(filter));
    bulk("k4", "{\"kind\": \"retry\", %s}".formatted(filter));

    assertThat(made.statusCode()).isEqualTo(202);
    assertThat(requestsOf("D2")).extracting(Request::getCommandId).containsExactly("c-D2");
    assertThat(requestsOf("D3")).extracting(Request::getCommandId).containsExactly("c-D3");
    assertThat(requestsOf("system"))
        .filteredOn(act -> !"token_created".equals(act.getAct()))
        .singleElement()
        .satisfies(act -> {
          assertThat(act.getAct()).isEqualTo("dead_commands_retried");
          assertThat(act.getDetails()).containsEntry("count", "2");
        });
    var progress = console.json("/api/v1/bulk-requests/k4");
    assertThat(progress.path("states").path("recorded").asInt()).isEqualTo(2);
    assertThat(progress.path("items").get(0).path("command_id").asString()).isEqualTo("c-D2");
  }

  @ParameterizedTest(name = "with a cap of {0}")
  @ValueSource(ints = {1, 100})
  void a_repeated_bulk_request_is_about_the_same_assets_whatever_the_filter_finds_now(int cap) {
    var name = "later-%d-".formatted(cap);
    var body =
        "{\"kind\": \"reread\", \"cap\": %d, \"filter\": {\"q\": \"%s\"}}".formatted(cap, name);
    write(name + "a", ReviewState.APPROVED);
    awaitFound(name, 1);
    assertThat(bulk(name, body).statusCode()).isEqualTo(202);

    write(name + "b", ReviewState.APPROVED);
    awaitFound(name, 2);
    assertThat(bulk(name, body).statusCode()).isEqualTo(202);

    assertThat(requestsOf(name + "a")).hasSize(1);
    assertThat(requestsOf(name + "b")).isEmpty();
  }

  @Test
  void a_bulk_request_has_the_result_of_each_item_also_of_one_that_fails() {
    var assets = List.of("each-1", "each-2", "each-3");
    assets.forEach(asset -> write(asset, ReviewState.APPROVED));
    awaitFound("each-", 3);
    var body = "{\"kind\": \"reread\", \"filter\": {\"q\": \"each-\"}}";
    assertThat(bulk("each", body).statusCode()).isEqualTo(202);
    var items = console.json("/api/v1/bulk-requests/each").path("items");
    assertThat(items.valueStream().map(item -> item.path("asset_id").asString()))
        .containsExactlyElementsOf(assets);

    var opened = new OpenCommand("c1", CommandKind.READ_ASSET, false, null, null, null, later());
    var failed = new OpenCommand("c2", CommandKind.READ_ASSET, true, "gone", null, 3, later());
    var commands = List.of(List.<OpenCommand>of(), List.of(opened), List.of(failed));
    for (int i = 0; i < assets.size(); i++) {
      var asset = assets.get(i);
      var view = caused(asset, items.get(i).path("id").asString(), commands.get(i));
      boolean isFailed = commands.get(i).contains(failed);
      fixture.write(
          fixture.topics().reviews(),
          asset,
          view.setWaits(isFailed ? WaitsFor.DEAD_COMMAND : WaitsFor.NOBODY)
              .setReason(isFailed ? "The library has no such asset" : null)
              .build());
    }

    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          var progress = console.json("/api/v1/bulk-requests/each");
          assertThat(progress.path("states").toString()).isEqualTo("{\"done\":2,\"applied\":1}");
          assertThat(
                  progress
                      .path("items")
                      .valueStream()
                      .map(item ->
                          item.path("state").asString() + " " + item.path("review").path("reason")))
              .containsExactly(
                  "done null", "applied null", "done \"The library has no such asset\"");
        });
  }

  private static void write(String asset, ReviewState state) {
    fixture.write(fixture.topics().reviews(), asset, review(asset, asset, state).build());
  }

  private static void awaitFound(String part, int count) {
    await()
        .atMost(SOON)
        .until(() -> console.json("/api/v1/reviews?q=" + part).path("items").size() == count);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"q\": \"\"}",
        "{\"q\": \" \"}",
        "{\"asset\": []}",
        "{\"state\": [\"stuck\"], \"asset\": []}",
        "{\"asset\": null}",
        "{\"asset\": {}}",
        "\"all\""
      })
  void a_bulk_request_needs_a_filter_that_leaves_assets_out(String filter) {
    var refused = bulk("k6", "{\"kind\": \"reread\", \"filter\": %s}".formatted(filter));

    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"dry_run\": \"yes\"", "\"dry_run\": 1", "\"cap\": \"none\"", "\"dryrun\": true"})
  void a_bulk_request_with_a_wrong_flag_or_cap_does_nothing(String field) {
    var refused =
        bulk("k7", "{\"kind\": \"reread\", %s, \"filter\": {\"asset\": \"W1\"}}".formatted(field));

    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
    assertThat(requestsOf("W1")).isEmpty();
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of("[]", "The body must be a JSON object"),
        Arguments.of("{\"kind\": \"selct\"}", "'kind' is \"selct\"; allowed are select, reread"),
        Arguments.of(
            "{\"kind\": \"administrative\", \"act\": \"x\"}", "'kind' is \"administrative\""),
        Arguments.of("{\"kind\": \"select\"}", "'assets' must be a list of 1 to 1000 ids"),
        Arguments.of("{\"kind\": \"select\", \"assets\": [\"system\"]}", "is no id of an asset"),
        Arguments.of(
            "{\"kind\": \"retry\", \"asset\": \"A\", \"count\": 1}",
            "'count' does not go with retry, which takes asset, command, reason; 'command' is"
                + " missing"),
        Arguments.of("{\"kind\": \"go_ahead\", \"count\": 0}", "'count' is 0"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void a_wrong_body_is_refused_with_every_mistake(String body, String detail) {
    var answer = post("wrong", body);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(JSON.readTree(answer.body()).path("detail").asString()).contains(detail);
  }

  @Test
  void a_viewer_may_ask_and_not_change() {
    var viewer = token("viewer", "vic@example.org");

    assertThat(console.get("/api/v1/reviews", viewer).statusCode()).isEqualTo(200);
    var refused =
        console.post("/api/v1/requests", viewer, "{\"kind\": \"select\", \"assets\": [\"V1\"]}");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("The role viewer does not allow this call");
    assertThat(console.get("/api/v1/tokens", operator).statusCode()).isEqualTo(403);
    assertThat(requestsOf("V1")).isEmpty();
  }

  @Test
  void a_revoked_and_an_unknown_token_are_refused() {
    var token = token("viewer", "old@example.org");
    var id =
        JSON.readTree(console.get("/api/v1/tokens").body())
            .path("items")
            .valueStream()
            .filter(each -> each.path("email").asString("").equals("old@example.org"))
            .findFirst()
            .orElseThrow()
            .path("id")
            .asString();
    var deleted = console.send(console.request("/api/v1/tokens/" + id, ADMIN_TOKEN).DELETE());

    assertThat(deleted.statusCode()).isEqualTo(204);
    assertThat(console.get("/api/v1/reviews", token).body()).contains("was revoked");
    var unknown = console.get("/api/v1/reviews", "guess");
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(unknown.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    assertThat(unknown.headers().firstValue("Content-Type")).hasValue("application/problem+json");
  }

  private static HttpResponse<String> post(String key, String body) {
    return postTo("/api/v1/requests", key, body);
  }

  private static HttpResponse<String> bulk(String key, String body) {
    return postTo("/api/v1/bulk-requests", key, body);
  }

  private static HttpResponse<String> postTo(String path, String key, String body) {
    return console.send(
        console
            .request(path, operator)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(body)));
  }

  private static JsonNode request(HttpResponse<String> answer) {
    return JSON.readTree(answer.body()).path("requests").get(0);
  }

  /** The requests on the topic with a key. */
  private static List<Request> requestsOf(String key) {
    var topic = fixture.topics().requests();
    var partitions =
        IntStream.range(0, topic.partitions())
            .mapToObj(number -> new TopicPartition(topic.name(), number))
            .toList();
    var found = new ArrayList<Request>();
    try (var consumer = kafka.committedReader("requests-of")) {
      TopicScan.start(consumer, partitions)
          .readToEnd(record -> {
            if (key.equals(record.key())) {
              found.add(topic.values().deserializer().deserialize(topic.name(), record.value()));
            }
          });
    }
    return found;
  }
}
