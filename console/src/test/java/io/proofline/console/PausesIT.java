package io.proofline.console;

import static io.proofline.console.ConsoleInstance.ADMIN_TOKEN;
import static io.proofline.console.TopicFixture.NOON;
import static io.proofline.console.TopicFixture.review;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.console.database.DatabaseProduct;
import io.proofline.embedded.KafkaForTests;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.PersonKey;
import io.proofline.schemas.Topic;
import io.proofline.schemas.TopicScan;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.OpenCommand;
import io.proofline.schemas.avro.Person;
import io.proofline.schemas.avro.Request;
import io.proofline.schemas.avro.ReviewState;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Pauses, from the API to the switches and the audit trail, and in the answers. */
@ParameterizedClass
@EnumSource(DatabaseProduct.class)
class PausesIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String PAUSES = "/api/v1/pauses";
  private static final String ADA =
      new PersonKey("0123456789abcdef").idOf("ada@example.org").orElseThrow();

  @TempDir static Path directory;
  @Parameter DatabaseProduct product;
  private static KafkaConnection kafka;
  private static List<String> settings;
  private static TopicFixture fixture;
  private static ConsoleInstance console;
  private static String operator;

  @BeforeParameterizedClassInvocation
  static void start(DatabaseProduct product) {
    kafka = KafkaForTests.connection("console.pauses.%s.".formatted(product));
    fixture = new TopicFixture(kafka);
    fixture.write(fixture.topics().people(), ADA, new Person(ADA, "Ada", "ada@example.org", null));
    writeReview("Z1", "Press", ReviewState.IN_REVIEW, command(CommandKind.UPDATE_STAGES));
    writeReview("L1", "Press", ReviewState.APPROVED, command(CommandKind.WRITE_FIELDS));
    writeReview("P1", "Press", ReviewState.OPENING, null);
    writeReview("P2", "Sports", ReviewState.OPENING, null);
    writeReview("N1", "Press", ReviewState.APPROVED, null);
    settings = DatabaseForTests.settings(product, directory);
    console = ConsoleInstance.start(kafka, settings);
    await().atMost(SOON).until(() -> console.json("/api/v1/reviews").path("items").size() == 5);
    operator =
        JSON.readTree(
                console
                    .post(
                        "/api/v1/tokens",
                        ADMIN_TOKEN,
                        "{\"name\": \"Ada\", \"role\": \"operator\", \"email\":"
                            + " \"ada@example.org\"}")
                    .body())
            .path("token")
            .asString();
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    console.close();
    fixture.close();
  }

  @AfterEach
  void resumeAll() {
    console
        .json(PAUSES)
        .path("items")
        .forEach(pause -> delete(pause.path("target").asString().replace(" ", "%20")));
  }

  private static OpenCommand command(CommandKind kind) {
    return new OpenCommand("c-" + kind, kind, false, null, null, null, NOON);
  }

  private static void writeReview(
      String asset, String rule, ReviewState state, @Nullable OpenCommand open) {
    fixture.write(
        fixture.topics().reviews(),
        asset,
        review(asset, asset + ".jpg", state)
            .setRule(rule)
            .setOpenCommands(open == null ? List.of() : List.of(open))
            .build());
  }

  @Test
  void a_pause_is_a_switch_and_an_act_of_the_person_with_the_reason() {
    var answer = pause("ziflow", "Renewal of the contract", null);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    var shown = JSON.readTree(answer.body()).path("pause");
    assertThat(shown.path("by").asString()).isEqualTo("Ada");
    assertThat(shown.path("text").asString())
        .startsWith("Ziflow is paused by Ada since 2")
        .endsWith("because: Renewal of the contract");
    assertThat(shown.path("assets").asInt()).isOne();
    var id = JSON.readTree(answer.body()).path("request_id").asString();
    var act = acts().getLast();
    assertThat(act.getEnvelope().getEventId()).isEqualTo(id);
    assertThat(act.getAct()).isEqualTo("paused");
    assertThat(act.getPersonId()).isEqualTo(ADA);
    assertThat(act.getDetails()).containsEntry("target", "ziflow");
    assertThat(act.getReason()).isEqualTo("Renewal of the contract");
    var stored = all(fixture.topics().switches(), "api:ziflow").getLast();
    assertThat(stored.getPaused()).isTrue();
    assertThat(stored.getRequestId()).isEqualTo(id);

    assertThat(delete("ziflow?reason=Renewed").statusCode()).isEqualTo(200);
    assertThat(acts().getLast().getAct()).isEqualTo("resumed");
    assertThat(acts().getLast().getReason()).isEqualTo("Renewed");
    assertThat(console.json(PAUSES).path("items")).isEmpty();
    assertThat(delete("ziflow").statusCode()).isEqualTo(404);
  }

  static Stream<Arguments> held() {
    return Stream.of(
        Arguments.of("ziflow", List.of("Z1")),
        Arguments.of("photoshelter", List.of("L1")),
        Arguments.of("all", List.of("L1", "Z1")),
        Arguments.of("rule:PRESS ", List.of("P1")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("held")
  void waiting_work_names_the_pause(String target, List<String> assets) {
    pause(target, "Holidays", null);

    var group = console.json("/api/v1/waiting").path("groups").get(0);
    assertThat(group.path("waits").asString()).isEqualTo("paused");
    assertThat(group.path("reason").asString()).contains(" by Ada since ", "because: Holidays");
    assertThat(group.path("assets").asInt()).isEqualTo(assets.size());
    assertThat(group.path("next_step").asString()).startsWith("proofline resume ");
    var word = group.path("paused").asString().replace(" ", "%20");
    assertThat(names(console.json("/api/v1/reviews?sort=asset&paused=" + word))).isEqualTo(assets);
    assertThat(
            console
                .json("/api/v1/reviews/" + assets.getFirst())
                .path("review")
                .path("paused")
                .asString())
        .isEqualTo(group.path("reason").asString());
    var others =
        console
            .json("/api/v1/reviews")
            .path("items")
            .valueStream()
            .filter(each -> each.path("paused").isNull())
            .toList();
    assertThat(others).hasSize(5 - assets.size());
  }

  @Test
  void the_tag_of_a_review_changes_with_its_pause() {
    var before = console.get("/api/v1/reviews/Z1").headers().firstValue("ETag").orElseThrow();
    pause("ziflow", "Holidays", null);

    var after =
        console.send(
            console
                .request("/api/v1/reviews/Z1", ADMIN_TOKEN)
                .header("If-None-Match", before)
                .GET());
    assertThat(after.statusCode()).isEqualTo(200);
  }

  @Test
  void a_pause_is_kept_over_a_restart_and_ends_by_itself() {
    var end = Instant.now().plusSeconds(20);
    pause("photoshelter", "Until soon", end);
    console.close();
    console = ConsoleInstance.start(kafka, settings);
    await().atMost(SOON).until(() -> console.get(PAUSES).statusCode() == 200);

    assertThat(names(console.json(PAUSES), "target")).containsExactly("photoshelter");
    await()
        .atMost(SOON.plusSeconds(20))
        .untilAsserted(() -> assertThat(console.json(PAUSES).path("items")).isEmpty());
    assertThat(Instant.now()).isAfterOrEqualTo(end);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of("{\"target\": \"zif\", \"reason\": \"x\"}", "'target' is 'zif'; allowed are"),
        Arguments.of("{\"target\": \"rule: \", \"reason\": \"x\"}", "'target' is 'rule:'"),
        Arguments.of("{\"target\": \"ziflow\"}", "'reason' is missing"),
        Arguments.of(
            "{\"target\": \"ziflow\", \"reason\": \"x\", \"until\": \"2020-01-01T00:00:00Z\"}",
            "must be in the future"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void a_wrong_pause_is_refused(String body, String detail) {
    var answer = console.post(PAUSES, operator, body);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains(detail);
    assertThat(console.json(PAUSES).path("items")).isEmpty();
  }

  private static HttpResponse<String> pause(String target, String reason, @Nullable Instant until) {
    var body = JSON.createObjectNode().put("target", target).put("reason", reason);
    if (until != null) {
      body.put("until", until.toString());
    }
    return console.post(PAUSES, operator, body.toString());
  }

  private static HttpResponse<String> delete(String target) {
    return console.send(console.request(PAUSES + "/" + target, operator).DELETE());
  }

  private static List<String> names(JsonNode page) {
    return names(page, "asset_id");
  }

  private static List<String> names(JsonNode page, String field) {
    return page.path("items").valueStream().map(each -> each.path(field).asString()).toList();
  }

  private static List<Request> acts() {
    return all(fixture.topics().requests(), "system");
  }

  private static <V extends SpecificRecordBase> List<V> all(Topic<String, V> topic, String key) {
    var partitions =
        IntStream.range(0, topic.partitions())
            .mapToObj(number -> new TopicPartition(topic.name(), number))
            .toList();
    var found = new ArrayList<V>();
    try (var consumer = kafka.committedReader("all-of")) {
      TopicScan.start(consumer, partitions)
          .readToEnd(record -> {
            if (key.equals(record.key()) && record.value() != null) {
              found.add(topic.values().deserializer().deserialize(topic.name(), record.value()));
            }
          });
    }
    return found;
  }
}
