package io.proofline.console;

import static io.proofline.console.TopicFixture.NOON;
import static io.proofline.console.TopicFixture.review;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.console.database.DatabaseProduct;
import io.proofline.embedded.KafkaForTests;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.avro.AssetSnapshot;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.MediaType;
import io.proofline.schemas.avro.MemberView;
import io.proofline.schemas.avro.OpenCommand;
import io.proofline.schemas.avro.ReviewState;
import io.proofline.schemas.avro.StageView;
import io.proofline.schemas.avro.WaitsFor;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

/** Questions about reviews, from the topic to the API, on both databases. */
@ParameterizedClass
@EnumSource(DatabaseProduct.class)
class ReviewsIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir static Path directory;
  @Parameter DatabaseProduct product;
  private static TopicFixture fixture;
  private static ConsoleInstance console;

  @BeforeParameterizedClassInvocation
  static void start(DatabaseProduct product) {
    KafkaConnection kafka = KafkaForTests.connection("console.reviews.%s.".formatted(product));
    fixture = new TopicFixture(kafka);
    var reviews = fixture.topics().reviews();
    fixture.write(
        reviews,
        "I1",
        review("I1", "Zürich Marathon_001.JPG", ReviewState.IN_REVIEW)
            .setRule("press")
            .setProofId("P1")
            .setPublishedIn(List.of("Partners/Zürich"))
            .setAsset(asset("I1", Map.of("Credit", "Ada"), "Läufer"))
            .setStages(List.of(stage("Legal", "in_progress", "p-7")))
            .build());
    fixture.write(
        reviews,
        "I2",
        review("I2", "harbour 100%.jpg", ReviewState.APPROVED).setRule("press").build());
    fixture.write(
        reviews,
        "I3",
        review("I3", "ab", ReviewState.STUCK)
            .setWaits(WaitsFor.DEAD_COMMAND)
            .setWaitsSince(NOON.minusSeconds(60))
            .setReason("Ziflow refuses our key")
            .setOpenCommands(
                List.of(
                    new OpenCommand(
                        "c1", CommandKind.CREATE_PROOF, true, "refused", "Renew it", 3, NOON)))
            .build());
    fixture.write(reviews, "I4", review("I4", "gone.jpg", ReviewState.GONE).build());
    fixture.write(reviews, "I4", null);
    console = ConsoleInstance.start(kafka, DatabaseForTests.settings(product, directory));
    await().atMost(SOON).until(() -> console.get("/api/v1/reviews").statusCode() == 200);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    console.close();
    fixture.close();
  }

  private static AssetSnapshot asset(String id, Map<String, String> fields, String keyword) {
    return AssetSnapshot.newBuilder()
        .setAssetId(id)
        .setFileName(id + ".jpg")
        .setReadingBeganAt(NOON)
        .setMediaType(MediaType.IMAGE)
        .setUploadedAt(NOON)
        .setKeywords(List.of(keyword))
        .setFields(fields)
        .build();
  }

  private static StageView stage(String name, String status, String person) {
    return StageView.newBuilder()
        .setName(name)
        .setStatus(status)
        .setMembers(
            List.of(
                MemberView.newBuilder()
                    .setReviewerId("r-1")
                    .setPersonId(person)
                    .setDecides(true)
                    .build()))
        .build();
  }

  static Stream<Arguments> filters() {
    return Stream.of(
        Arguments.of("", List.of("I3", "I2", "I1")),
        Arguments.of("q=marathon", List.of("I1")),
        Arguments.of("q=Z%C3%9CRICH", List.of("I1")),
        Arguments.of("q=zu%CC%88rich", List.of("I1")),
        Arguments.of("q=B", List.of("I3", "I2")),
        Arguments.of("q=100%25", List.of("I2")),
        Arguments.of("q=_001", List.of("I1")),
        Arguments.of("q=%22", List.of()),
        Arguments.of("q=%22jpg%22", List.of()),
        Arguments.of("q=nothing+of+it", List.of()),
        Arguments.of("state=approved", List.of("I2")),
        Arguments.of("state=approved&state=in_review", List.of("I2", "I1")),
        Arguments.of("waits=any", List.of("I3")),
        Arguments.of("waits=dead_command", List.of("I3")),
        Arguments.of("waits=overdue", List.of()),
        Arguments.of("rule=press&state=approved", List.of("I2")),
        Arguments.of("proof=p1", List.of("I1")),
        Arguments.of("gallery=partners/z%C3%BCrich", List.of("I1")),
        Arguments.of("keyword=L%C3%84UFER", List.of("I1")),
        Arguments.of("field.credit=ada", List.of("I1")),
        Arguments.of("field.credit=eve", List.of()),
        Arguments.of("stage=legal&holder=p-7", List.of("I1")),
        Arguments.of("uploaded_before=2026-11-28T13:00:00Z", List.of("I1")),
        Arguments.of("asset=I1&asset=I3", List.of("I3", "I1")),
        Arguments.of("waiting_before=2026-11-28T12:00:00Z", List.of("I3")),
        Arguments.of("updated_after=2026-11-28T12:00:01Z", List.of()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("filters")
  void a_filter_finds(String filter, List<String> assets) {
    assertThat(assets(console.json("/api/v1/reviews?" + filter))).isEqualTo(assets);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of("state=aproved", "'state' is 'aproved'; allowed are"),
        Arguments.of("q=a&q=b", "'q' is given 2 times; it may be given once"),
        Arguments.of("colour=red", "'colour' is not a parameter of this list"),
        Arguments.of("sort=size", "'sort' is 'size'; allowed are file_name"),
        Arguments.of("limit=0", "'limit' is 0; allowed is 1 to 500"),
        Arguments.of("cursor=abc", "'cursor' is not from a page of this list"),
        Arguments.of("updated_before=yesterday", "'updated_before' is 'yesterday'; it must be"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void a_wrong_parameter_is_named(String parameters, String detail) {
    var answer = console.get("/api/v1/reviews?" + parameters);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body()).contains(detail);
  }

  @ParameterizedTest
  @MethodSource("orders")
  void pages_hold_each_review_once(String sort) {
    var path = "/api/v1/reviews?limit=1&sort=" + sort;
    var whole = assets(console.json("/api/v1/reviews?sort=" + sort));
    var first = console.json(path);
    var second = console.json(path + "&cursor=" + first.path("next_cursor").asString());
    var third = console.json(path + "&cursor=" + second.path("next_cursor").asString());

    assertThat(Stream.of(first, second, third).flatMap(page -> assets(page).stream()).toList())
        .hasSize(3)
        .isEqualTo(whole);
    assertThat(third.path("next_cursor").isNull()).isTrue();
  }

  @Test
  void writes_between_two_pages_neither_repeat_nor_hide_a_review() {
    var path = "/api/v1/reviews?sort=asset&limit=2&q=stable";
    try {
      for (var asset : List.of("S1", "S2", "S3", "S4")) {
        writeStable(asset);
      }
      awaitStable(4);
      var first = console.json(path);
      var cursor = "&cursor=" + first.path("next_cursor").asString();
      assertThat(assets(first)).containsExactly("S1", "S2");

      writeStable("S0");
      awaitStable(5);
      assertThat(assets(console.json(path + cursor))).containsExactly("S3", "S4");
      deleteStable("S0", "S1", "S2");
      awaitStable(2);
      assertThat(assets(console.json(path + cursor))).containsExactly("S3", "S4");
    } finally {
      deleteStable("S0", "S1", "S2", "S3", "S4");
      awaitStable(0);
    }
  }

  private static void deleteStable(String... assets) {
    for (var asset : assets) {
      fixture.write(fixture.topics().reviews(), asset, null);
    }
  }

  private static void awaitStable(int count) {
    await()
        .atMost(SOON)
        .until(() -> console.json("/api/v1/reviews?q=stable").path("items").size() == count);
  }

  private static void writeStable(String asset) {
    fixture.write(
        fixture.topics().reviews(),
        asset,
        review(asset, "stable-" + asset + ".jpg", ReviewState.GONE).build());
  }

  static Stream<String> orders() {
    return Stream.of("file_name", "asset", "newest");
  }

  @Test
  void one_review_has_the_fields_of_the_contract() {
    var answer = console.get("/api/v1/reviews/I3");
    var review = console.json("/api/v1/reviews/I3").path("review");

    assertThat(review.path("waits").asString()).isEqualTo("dead_command");
    assertThat(review.path("open_commands").get(0).path("next_step").asString())
        .isEqualTo("Renew it");
    var tag = answer.headers().firstValue("ETag").orElseThrow();
    for (var known : List.of(tag, "W/" + tag, "\"other\", " + tag)) {
      var repeated = askIfNoneMatch(known);
      assertThat(repeated.statusCode()).as(known).isEqualTo(304);
      assertThat(repeated.headers().firstValue("ETag")).hasValue(tag);
    }
    assertThat(askIfNoneMatch("\"other\"").statusCode()).isEqualTo(200);
  }

  private static HttpResponse<String> askIfNoneMatch(String known) {
    return console.send(
        console
            .request("/api/v1/reviews/I3", ConsoleInstance.ADMIN_TOKEN)
            .header("If-None-Match", known)
            .GET());
  }

  @Test
  void a_deleted_and_an_unknown_review_are_not_found() {
    assertThat(console.get("/api/v1/reviews/I4").statusCode()).isEqualTo(404);
    assertThat(console.get("/api/v1/reviews/nothing").body())
        .contains("Nothing is known of asset nothing");
  }

  @Test
  void rules_that_were_never_pushed_are_not_found() {
    var answer = console.get("/api/v1/rules");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("proofline rules push FILE");
  }

  @Test
  void waiting_work_is_grouped_by_cause() {
    var group = console.json("/api/v1/waiting").path("groups").get(0);

    assertThat(group.path("reason").asString()).isEqualTo("Ziflow refuses our key");
    assertThat(group.path("assets").asInt()).isOne();
    assertThat(group.path("dead_commands").asInt()).isOne();
    assertThat(group.path("oldest_since").asString()).isEqualTo("2026-11-28T11:59:00Z");
  }

  @Test
  void answers_say_up_to_which_time_they_are_complete() {
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(console.json("/api/v1/review-counts").path("as_of").isString()).isTrue());
  }

  private static List<String> assets(JsonNode page) {
    return page.path("items").valueStream().map(r -> r.path("asset_id").asString()).toList();
  }
}
