package io.proofline.console;

import static io.proofline.console.TopicFixture.review;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.console.database.DatabaseProduct;
import io.proofline.embedded.KafkaForTests;
import io.proofline.schemas.avro.ReviewState;
import io.proofline.schemas.avro.ReviewView;
import io.proofline.schemas.avro.WaitsFor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The numbers that are kept beside the reviews are those of the reviews. */
class ReviewCountsIT {

  private static final Duration SOON = Duration.ofMinutes(1);
  private static final String ALL = "/api/v1/review-counts";
  private static final String COUNTED_NOW = ALL + "?updated_after=1970-01-01T00:00:00Z";
  private static final List<ReviewState> STATES =
      List.of(ReviewState.NOT_PICKED, ReviewState.IN_REVIEW, ReviewState.STUCK);

  /** More than {@code TermFrequencies.COMMON}. */
  private static final int MANY = 10_100;

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(DatabaseProduct.class)
  void counts_follow_changes_and_deletions(DatabaseProduct product) {
    var kafka =
        KafkaForTests.connection("console.counts.%s.".formatted(product).toLowerCase(Locale.ROOT));
    try (var fixture = new TopicFixture(kafka);
        var console = ConsoleInstance.start(kafka, DatabaseForTests.settings(product, directory))) {
      var reviews = fixture.topics().reviews();
      var random = new Random(7);
      for (int round = 1; round <= 5; round++) {
        fixture.inTransaction(() -> {
          for (int i = 0; i < 60; i++) {
            var asset = "I" + random.nextInt(20);
            fixture.send(reviews, asset, random.nextInt(5) == 0 ? null : any(asset, random));
          }
        });
        var last = "last-" + round;
        fixture.write(reviews, last, review(last, last, ReviewState.APPROVED).build());
        await()
            .atMost(SOON)
            .untilAsserted(() -> {
              assertThat(console.get("/api/v1/reviews/" + last).statusCode()).isEqualTo(200);
              assertThat(sorted(console.json(ALL)))
                  .isEqualTo(sorted(console.json(COUNTED_NOW)))
                  .isNotEmpty();
            });
      }
    }
  }

  /** Rare texts are looked up; of common ones the reviews are examined in the order of the list. */
  @ParameterizedTest
  @EnumSource(DatabaseProduct.class)
  void a_common_text_finds_the_same_as_a_rare_one(DatabaseProduct product) {
    var kafka =
        KafkaForTests.connection("console.common.%s.".formatted(product).toLowerCase(Locale.ROOT));
    try (var fixture = new TopicFixture(kafka);
        var console = ConsoleInstance.start(kafka, DatabaseForTests.settings(product, directory))) {
      fixture.inTransaction(() -> {
        for (int i = 0; i < MANY; i++) {
          fixture.send(fixture.topics().reviews(), "I" + i, filed(i));
        }
      });
      await()
          .atMost(SOON)
          .until(() -> console.json(ALL).path("counts").path(0).path("assets").asInt(0) == MANY);

      for (var common : List.of("q=forest", "gallery=forest", "gallery=forest&q=forest")) {
        var path = "/api/v1/reviews?limit=3&" + common;
        assertThat(names(console.json(path))).as(common).containsExactly(name(0), name(1), name(2));
        assertThat(names(console.json(path + "&proof=p5"))).containsExactly(name(5));
        assertThat(names(console.json(path + "&keyword=absent"))).isEmpty();
      }
    }
  }

  private static ReviewView filed(int number) {
    return review("I" + number, name(number), ReviewState.APPROVED)
        .setPublishedIn(List.of("Forest"))
        .setProofId("P" + number)
        .build();
  }

  private static String name(int number) {
    return "forest_%06d.jpg".formatted(number);
  }

  private static List<String> names(JsonNode page) {
    return page.path("items").valueStream().map(item -> item.path("file_name").asString()).toList();
  }

  private static ReviewView any(String asset, Random random) {
    return review(asset, asset, STATES.get(random.nextInt(STATES.size())))
        .setRule(random.nextBoolean() ? "press" : null)
        .setReason(random.nextBoolean() ? "no rule matches" : null)
        .setWaits(random.nextBoolean() ? WaitsFor.STUCK : WaitsFor.NOBODY)
        .build();
  }

  private static List<String> sorted(JsonNode answer) {
    return answer
        .path("counts")
        .valueStream()
        .map(JsonNode::toString)
        .sorted(Comparator.naturalOrder())
        .toList();
  }
}
