package io.proofline.console;

import static io.proofline.console.ConsoleInstance.ADMIN_TOKEN;
import static io.proofline.console.TopicFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.audit.HashChain;
import io.proofline.console.database.DatabaseProduct;
import io.proofline.embedded.KafkaForTests;
import io.proofline.schemas.PersonKey;
import io.proofline.schemas.avro.AssetSnapshot;
import io.proofline.schemas.avro.AuditEntry;
import io.proofline.schemas.avro.Comment;
import io.proofline.schemas.avro.MediaType;
import io.proofline.schemas.avro.Person;
import io.proofline.schemas.avro.ReviewState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Rules that are pushed and rolled back, and people who are erased, on both databases.
 *
 * <p>Longer than 300 lines because what is known of a person includes the teams of the rules in
 * force, so both share one console of a database.
 */
@ParameterizedClass
@EnumSource(DatabaseProduct.class)
class RulesAndPeopleIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String FIRST =
      """
      version: 1
      teams: { owner: [dam@example.com] }
      reviews: [ { name: All, when: { keyword: event }, ask: [ { stage: Desk, team: owner } ] } ]
      proof: { owner: owner }
      """;
  private static final String SECOND = FIRST.replace("name: All", "name: Everything");
  private static final String NAME = "Zebediah Quux";
  private static final String TEXT = "Please crop the left border xyzzy";

  @TempDir static Path directory;
  @Parameter DatabaseProduct product;
  private static TopicFixture fixture;
  private static ConsoleInstance console;

  @BeforeParameterizedClassInvocation
  static void start(DatabaseProduct product) {
    var kafka = KafkaForTests.connection("console.rules.%s.".formatted(product));
    fixture = new TopicFixture(kafka);
    console = ConsoleInstance.start(kafka, DatabaseForTests.settings(product, directory));
    await().atMost(SOON).until(() -> console.get("/api/v1/waiting").statusCode() == 200);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    console.close();
    fixture.close();
  }

  @Test
  void rules_are_pushed_once_and_rolled_back() {
    var first = push("text", FIRST, 201);
    awaitInForce(first);
    assertThat(push("text", FIRST, 200)).isEqualTo(first);
    var second = push("text", SECOND, 201);
    awaitInForce(second);
    assertThat(push("version", first, 201)).isEqualTo(first);
    awaitInForce(first);

    assertThat(console.json("/api/v1/rules").path("rules").path("text").asString())
        .isEqualTo(FIRST);
    assertThat(
            console.json("/api/v1/rules/versions/" + second).path("rules").path("text").asString())
        .isEqualTo(SECOND);
    assertThat(
            console
                .json("/api/v1/rules/diff?from=" + second)
                .path("lines")
                .valueStream()
                .filter(line -> line.path("change").asString().equals("added"))
                .map(line -> line.path("text").asString()))
        .containsExactly(
            FIRST.lines().filter(line -> line.contains("name: All")).findFirst().orElseThrow());
  }

  @Test
  void a_push_that_expects_other_rules_is_refused_also_right_after_the_other_push() {
    var first = push("text", FIRST.replace("name: All", "name: Before"), 201);
    awaitInForce(first);
    var tag = console.get("/api/v1/rules").headers().firstValue("ETag").orElseThrow();
    assertThat(tag).isEqualTo("\"%s\"".formatted(first));
    var mine = FIRST.replace("name: All", "name: Mine");

    var second = push("text", FIRST.replace("name: All", "name: Theirs"), 201);
    var refused = pushIfMatch(tag, "text", mine);
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(412);
    assertThat(refused.body()).contains("they are version " + second + " now");
    assertThat(pushIfMatch(tag, "version", first).statusCode()).isEqualTo(412);
    awaitInForce(second);

    assertThat(pushIfMatch("\"%s\"".formatted(second), "text", mine).statusCode()).isEqualTo(201);
    assertThat(pushIfMatch("*", "version", first).statusCode()).isEqualTo(201);
    awaitInForce(first);
    var unchanged =
        console.send(
            console.request("/api/v1/rules", ADMIN_TOKEN).header("If-None-Match", tag).GET());
    assertThat(unchanged.statusCode()).isEqualTo(304);
  }

  @Test
  void a_repeated_push_changes_nothing_though_its_own_first_call_changed_the_rules() {
    var first = push("text", FIRST.replace("name: All", "name: Old"), 201);
    awaitInForce(first);
    var tag = "\"%s\"".formatted(first);
    var mine = FIRST.replace("name: All", "name: New");
    assertThat(pushIfMatch(tag, "text", mine).statusCode()).isEqualTo(201);

    var repeated = pushIfMatch(tag, "text", mine);
    assertThat(repeated.statusCode()).as(repeated.body()).isEqualTo(200);
    assertThat(JSON.readTree(repeated.body()).path("changed").asBoolean()).isFalse();

    push("text", FIRST.replace("name: All", "name: Newer"), 201);
    assertThat(pushIfMatch(tag, "text", mine).statusCode()).isEqualTo(412);
  }

  private static HttpResponse<String> pushIfMatch(String tag, String field, String value) {
    var body = JsonNodeFactory.instance.objectNode().put(field, value).toString();
    return console.send(
        console
            .request("/api/v1/rules/pushes", ADMIN_TOKEN)
            .header("Content-Type", "application/json")
            .header("If-Match", tag)
            .POST(BodyPublishers.ofString(body)));
  }

  @Test
  void rules_are_tried_on_known_and_made_up_assets() {
    fixture.write(
        fixture.topics().reviews(),
        "T1",
        TopicFixture.review("T1", "Fig.jpg", ReviewState.NOT_PICKED)
            .setAsset(
                AssetSnapshot.newBuilder()
                    .setAssetId("T1")
                    .setReadingBeganAt(NOON)
                    .setFileName("Fig.jpg")
                    .setMediaType(MediaType.IMAGE)
                    .setKeywords(List.of("event"))
                    .setFields(Map.of())
                    .build())
            .build());
    await().atMost(SOON).until(() -> console.get("/api/v1/reviews/T1").statusCode() == 200);
    var body = JSON.createObjectNode().put("text", FIRST);
    body.putArray("assets").add("fig.JPG").add("T1");
    body.putArray("samples").addObject().put("file", "other.jpg");

    var results = tried(body.toString()).path("results");
    assertThat(results.size()).isEqualTo(3);
    assertThat(results.get(0)).isEqualTo(results.get(1));
    assertThat(results.get(0).path("asset_id").asString()).isEqualTo("T1");
    assertThat(results.get(0).path("rule").asString()).isEqualTo("All");
    assertThat(results.get(0).path("stages").get(0).path("reviewers").get(0).asString())
        .isEqualTo("dam@example.com");
    assertThat(results.get(0).path("explanation").asString())
        .contains("yes keyword event (it has event)");
    assertThat(results.get(2).path("asset_id").isNull()).isTrue();
    assertThat(results.get(2).path("rule").isNull()).isTrue();

    var wrong = tried("{\"text\": \"colour: red\", \"samples\": [{}]}");
    assertThat(wrong.path("mistakes").size()).isPositive();
    assertThat(wrong.path("results").size()).isZero();
  }

  @Test
  void new_rules_are_tried_on_the_newest_uploads_and_name_fields_that_were_not_read() {
    awaitInForce(push("text", FIRST.replace("name: All", "name: Tried"), 201));
    for (int i = 1; i <= 3; i++) {
      var snapshot =
          AssetSnapshot.newBuilder()
              .setAssetId("U" + i)
              .setReadingBeganAt(NOON)
              .setFileName("upload" + i)
              .setMediaType(MediaType.IMAGE)
              .setUploadedAt(Instant.parse("2031-01-0%dT00:00:00Z".formatted(i)))
              .setFields(Map.of())
              .build();
      fixture.write(
          fixture.topics().reviews(),
          "U" + i,
          TopicFixture.review("U" + i, "upload" + i, ReviewState.NOT_PICKED)
              .setAsset(snapshot)
              .build());
    }
    await()
        .atMost(SOON)
        .until(() -> console.json("/api/v1/reviews?q=upload").path("items").size() == 3);
    var byField = FIRST.replace("keyword: event", "field: { credit: Ada }");

    var tried = tried(JSON.createObjectNode().put("text", byField).put("latest", 2).toString());
    assertThat(texts(tried.path("results"), "asset_id")).containsExactly("U3", "U2");
    assertThat(tried.path("unread_fields").toString()).isEqualTo("[\"credit\"]");
    var inForce = tried("{\"latest\": 1}");
    assertThat(inForce.path("version").asString())
        .isEqualTo(console.json("/api/v1/rules").path("rules").path("version").asString());
    assertThat(inForce.path("unread_fields").isEmpty()).isTrue();
  }

  @Test
  void rules_are_checked_with_the_place_of_each_mistake() {
    var right = checked(FIRST);
    assertThat(right.path("valid").asBoolean()).isTrue();
    assertThat(right.path("version").asString()).matches("[0-9a-f]{12}");
    assertThat(right.path("mistakes").isEmpty()).isTrue();

    var wrong = checked(FIRST.replace("team: owner", "team: ownr").replace("keyword:", "keywrd:"));
    assertThat(wrong.path("valid").asBoolean()).isFalse();
    assertThat(wrong.path("version").isNull()).isTrue();
    assertThat(texts(wrong.path("mistakes"), "line")).containsOnly("3");
    assertThat(wrong.path("mistakes").toString()).contains("keywrd", "ownr");
  }

  @Test
  void each_rule_in_force_says_how_many_assets_it_is_for() {
    awaitInForce(push("text", FIRST.replace("name: All", "name: Counted"), 201));
    fixture.write(
        fixture.topics().reviews(),
        "C1",
        TopicFixture.review("C1", "c.jpg", ReviewState.IN_REVIEW).setRule("Counted").build());
    fixture.write(fixture.topics().audit(), "C1", routed("C1", 1, Instant.now()));
    fixture.write(fixture.topics().audit(), "C2", routed("C2", 1, Instant.now()));
    fixture.write(
        fixture.topics().audit(), "C3", routed("C3", 1, Instant.now().minus(Duration.ofDays(31))));
    fixture.write(fixture.topics().audit(), "C2", routed("C2", 2, Instant.now()));

    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          var counted = console.json("/api/v1/rules/uses").path("items").path(0);
          assertThat(counted.toString())
              .isEqualTo("{\"rule\":\"Counted\",\"assets\":1,\"routed\":2}");
        });
  }

  @Test
  void a_pause_of_a_rule_that_is_not_in_force_is_refused_with_the_names_of_the_others() {
    awaitInForce(push("text", FIRST.replace("name: All", "name: Pausable"), 201));

    var refused = pause("rule:Pausible");
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
    assertThat(refused.body()).contains("no rule 'Pausible'", "they have Pausable");
    assertThat(pause("rule: pausable").statusCode()).isEqualTo(201);
    console.send(console.request("/api/v1/pauses/rule:pausable", ADMIN_TOKEN).DELETE());
  }

  private static HttpResponse<String> pause(String target) {
    var body = JsonNodeFactory.instance.objectNode().put("target", target).put("reason", "Wanted");
    return console.post("/api/v1/pauses", ADMIN_TOKEN, body.toString());
  }

  private static AuditEntry routed(String asset, long sequence, Instant at) {
    return HashChain.append(
        new HashChain.Head(sequence - 1, "0".repeat(64)),
        AuditEntry.newBuilder()
            .setAccount("demo")
            .setAssetId(asset)
            .setSequence(0)
            .setKind("routed")
            .setRule("Counted")
            .setDetails(Map.of())
            .setEnteredAt(at)
            .setCause("f")
            .setSource("webhook")
            .setPrevious("")
            .setHash(""));
  }

  private static JsonNode checked(String yaml) {
    var body = JsonNodeFactory.instance.objectNode().put("text", yaml).toString();
    return JSON.readTree(console.post("/api/v1/rules/check", ADMIN_TOKEN, body).body());
  }

  private static List<String> texts(JsonNode items, String field) {
    return items.valueStream().map(item -> item.path(field).asString()).toList();
  }

  private static JsonNode tried(String body) {
    var answer = console.post("/api/v1/rules/try", ADMIN_TOKEN, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static String push(String field, String value, int status) {
    var body = JsonNodeFactory.instance.objectNode().put(field, value).toString();
    var answer = console.post("/api/v1/rules/pushes", ADMIN_TOKEN, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return JSON.readTree(answer.body()).path("version").asString();
  }

  private static void awaitInForce(String version) {
    await()
        .atMost(SOON)
        .until(() ->
            console
                .json("/api/v1/rules")
                .path("rules")
                .path("version")
                .asString("")
                .equals(version));
  }

  @Test
  void an_erased_name_and_text_are_in_no_file_of_the_database() {
    var id = new PersonKey("0123456789abcdef").idOf("zeb@example.org").orElseThrow();
    fixture.write(fixture.topics().people(), id, new Person(id, NAME, "zeb@example.org", null));
    fixture.write(fixture.topics().comments(), "n", new Comment("n", "I1", id, TEXT, NOON));
    await().atMost(SOON).until(() -> person(id).path("comments").asInt(0) == 1);
    assertThat(isStored(NAME)).isTrue();
    assertThat(isStored(TEXT)).isTrue();

    var erased =
        console.post("/api/v1/people/erasures", ADMIN_TOKEN, "{\"email\": \"Zeb@example.org\"}");
    assertThat(JSON.readTree(erased.body()).path("person_id").asString()).isEqualTo(id);
    // as the stream processor does when it reads the request
    fixture.write(fixture.topics().people(), id, new Person(id, null, null, NOON));
    fixture.write(fixture.topics().comments(), "n", new Comment("n", "I1", id, null, NOON));

    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          assertThat(person(id).path("name").isNull()).isTrue();
          assertThat(isStored(NAME)).isFalse();
          assertThat(isStored(TEXT)).isFalse();
          assertThat(isStored("zeb@example.org")).isFalse();
        });
  }

  @Test
  void a_dry_run_says_what_is_known_of_a_person_and_erases_nothing() {
    var id = new PersonKey("0123456789abcdef").idOf("dam@example.com").orElseThrow();
    fixture.write(fixture.topics().people(), id, new Person(id, "Dam", "dam@example.com", null));
    await().atMost(SOON).until(() -> person(id).isObject());
    push("text", FIRST.replace("name: All", "name: Owned"), 201);
    await().atMost(SOON).until(() -> known("DAM@example.com").path("teams").size() == 1);

    var known = known("dam@example.com");
    assertThat(known.path("person_id").asString()).isEqualTo(id);
    assertThat(known.path("person").path("name").asString()).isEqualTo("Dam");
    assertThat(known.path("teams").get(0).asString()).isEqualTo("owner");
    assertThat(known("eve@example.com").path("person").isNull()).isTrue();
    assertThat(known("eve@example.com").path("teams").isEmpty()).isTrue();
    assertThat(person(id).path("erased_at").isNull()).isTrue();
  }

  private static JsonNode known(String email) {
    var body = "{\"email\": \"%s\", \"dry_run\": true}".formatted(email);
    return JSON.readTree(console.post("/api/v1/people/erasures", ADMIN_TOKEN, body).body());
  }

  private static JsonNode person(String id) {
    return console.json("/api/v1/people/" + id).path("person");
  }

  /** Whether a text is in any file of the tables, of SQLite also in its write-ahead log. */
  private boolean isStored(String text) {
    var tables =
        product == DatabaseProduct.SQLITE
            ? directory
            : DatabaseForTests.flushedTables().orElseThrow();
    try (var files = Files.walk(tables)) {
      return files.filter(Files::isRegularFile).anyMatch(file -> contains(file, text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean contains(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      return false; // deleted meanwhile
    }
  }
}
