package io.proofline.console;

import static io.proofline.console.TopicFixture.review;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.audit.HashChain;
import io.proofline.console.database.DatabaseProduct;
import io.proofline.embedded.KafkaForTests;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.avro.AuditEntry;
import io.proofline.schemas.avro.ReviewState;
import java.io.File;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the read model counts while consoles are killed, and while two of them share a database. */
class KilledConsoleIT {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int REVIEWS = 10_000;
  private static final int ENTRIES = 10_000;

  @TempDir Path directory;

  @Test
  void a_console_that_is_killed_again_and_again_counts_each_record_once() throws Exception {
    var kafka = KafkaForTests.connection("console.killed.");
    write(kafka);
    long before = 0;
    for (int kill = 0; kill < 3; kill++) {
      var process = ConsoleProcess.start(kafka, directory, List.of());
      long reached = before;
      await().atMost(LONG).pollInterval(Duration.ofMillis(5)).until(() -> positions() > reached);
      process.destroyForcibly().waitFor();
      before = positions();
    }
    try (var console =
        ConsoleInstance.start(
            kafka, DatabaseForTests.settings(DatabaseProduct.SQLITE, directory))) {
      awaitAll(console);
    }
    assertThat(number("SELECT count(*) FROM audit_entry")).isEqualTo(ENTRIES);
    assertThat(number("SELECT sum(sequence_number) FROM audit_entry")).isEqualTo(sum(ENTRIES));
    assertThat(number("SELECT count(*) FROM review_search WHERE review_search MATCH 'img'"))
        .isEqualTo(REVIEWS);
  }

  @Test
  void two_consoles_share_one_postgresql() {
    var kafka = KafkaForTests.connection("console.shared.");
    write(kafka);
    var database = DatabaseForTests.settings(DatabaseProduct.POSTGRESQL, directory);
    var second = new ArrayList<>(database);
    second.add("instance-id=console-1");
    try (var one = ConsoleInstance.start(kafka, database);
        var other = ConsoleInstance.start(kafka, second)) {
      awaitAll(one);
      awaitAll(other);
      assertThat(one.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
      try (var fixture = new TopicFixture(kafka)) {
        fixture.write(
            fixture.topics().reviews(), "I1", review("I1", "x", ReviewState.REJECTED).build());
      }
      for (var console : List.of(one, other)) {
        await()
            .atMost(LONG)
            .until(() ->
                console
                    .json("/api/v1/reviews/I1")
                    .path("review")
                    .path("state")
                    .asString("")
                    .equals("rejected"));
      }
    }
  }

  @Test
  void a_rebuild_takes_over_once_it_is_complete_and_the_present_one_answers_until_then() {
    var kafka = KafkaForTests.connection("console.rebuilt.");
    write(kafka);
    try (var console =
        ConsoleInstance.start(
            kafka, DatabaseForTests.settings(DatabaseProduct.SQLITE, directory))) {
      awaitAll(console);
      console.post("/api/v1/read-model/rebuilds", ConsoleInstance.ADMIN_TOKEN, "{}");
      await()
          .atMost(LONG)
          .until(() -> {
            assertThat(count(console)).isEqualTo(REVIEWS);
            return generation(console) == 2;
          });
      awaitAll(console);
    }
  }

  /** A deletion may have been compacted away meanwhile. */
  @Test
  void a_read_model_that_was_away_for_more_than_half_a_day_is_rebuilt() throws Exception {
    var kafka = KafkaForTests.connection("console.away.");
    try (var fixture = new TopicFixture(kafka)) {
      fixture.write(
          fixture.topics().reviews(), "I1", review("I1", "a.jpg", ReviewState.APPROVED).build());
    }
    var database = DatabaseForTests.settings(DatabaseProduct.SQLITE, directory);
    try (var console = ConsoleInstance.start(kafka, database)) {
      await().atMost(LONG).until(() -> generation(console) == 1);
    }
    setKeptAt(Instant.now().minus(Duration.ofHours(11)));
    try (var console = ConsoleInstance.start(kafka, database)) {
      await().atMost(LONG).until(() -> generation(console) == 1);
    }
    setKeptAt(Instant.now().minus(Duration.ofHours(13)));
    try (var console = ConsoleInstance.start(kafka, database)) {
      await().atMost(LONG).until(() -> generation(console) == 2);
      assertThat(console.get("/api/v1/reviews/I1").statusCode()).isEqualTo(200);
    }
  }

  private void setKeptAt(Instant time) throws SQLException {
    var file = new File(directory.toFile(), "console.db");
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE read_model SET kept_at = " + time.toEpochMilli());
    }
  }

  private static int generation(ConsoleInstance console) {
    return console
        .json("/actuator/health")
        .path("components")
        .path("readModel")
        .path("details")
        .path("generation")
        .asInt(0);
  }

  private static void write(KafkaConnection kafka) {
    try (var fixture = new TopicFixture(kafka)) {
      var topics = fixture.topics();
      fixture.inTransaction(() -> {
        for (int i = 0; i < REVIEWS; i++) {
          var asset = "I" + i;
          fixture.send(
              topics.reviews(),
              asset,
              review(asset, "IMG_%05d.jpg".formatted(i), ReviewState.IN_REVIEW).build());
        }
        for (int i = 1; i <= ENTRIES; i++) {
          fixture.send(topics.audit(), "A", entry(i));
        }
      });
    }
  }

  private static AuditEntry entry(int sequence) {
    return HashChain.append(
        new HashChain.Head(sequence - 1, "0".repeat(64)),
        AuditEntry.newBuilder()
            .setAccount("demo")
            .setAssetId("A")
            .setSequence(0)
            .setKind("decision")
            .setDetails(Map.of())
            .setEnteredAt(TopicFixture.NOON)
            .setCause("f")
            .setSource("webhook")
            .setPrevious("")
            .setHash(""));
  }

  private static long sum(int last) {
    return last * (last + 1L) / 2;
  }

  private static void awaitAll(ConsoleInstance console) {
    await().atMost(LONG).until(() -> count(console) == REVIEWS);
    await()
        .atMost(LONG)
        .until(() -> console.json("/api/v1/audit?limit=1").path("as_of").isString());
  }

  private static int count(ConsoleInstance console) {
    return console.json("/api/v1/review-counts").path("counts").path(0).path("assets").asInt(0);
  }

  /** The sum of the positions; 0 before the read model exists. */
  private long positions() {
    try {
      return number("SELECT coalesce(sum(next_offset), 0) FROM source_position");
    } catch (SQLException e) {
      return 0; // the killed process had not created the table yet
    }
  }

  private long number(String sql) throws SQLException {
    var file = new File(directory.toFile(), "read_1.db");
    if (!file.exists()) {
      return 0;
    }
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var row = connection.createStatement().executeQuery(sql)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }
}
