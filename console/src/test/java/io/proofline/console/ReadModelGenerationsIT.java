package io.proofline.console;

import static io.proofline.console.TopicFixture.review;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.console.database.DatabaseProduct;
import io.proofline.embedded.KafkaForTests;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.avro.Person;
import io.proofline.schemas.avro.ReviewState;
import java.net.URI;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** When a generation of the read model answers, and when another one is built. */
class ReadModelGenerationsIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

  @TempDir Path directory;

  @Test
  void nothing_and_no_name_is_answered_before_everything_is_read() {
    var kafka = KafkaForTests.connection("console.incomplete.");
    write(kafka);
    var withoutRegistry =
        new KafkaConnection(
            kafka.bootstrap(), List.of(NOWHERE), kafka.prefix(), kafka.partitions(), null);
    try (var console = start(withoutRegistry)) {
      await().atMost(SOON).until(() -> health(console).path("cause").isString());

      for (var path : List.of("reviews", "reviews/I1", "people/p1", "waiting", "audit")) {
        var answer = console.get("/api/v1/" + path);
        assertThat(answer.statusCode()).as(path).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).as(path).isPresent();
        assertThat(answer.body()).contains("read-model-incomplete").doesNotContain("Ada");
      }
      assertThat(console.get("/actuator/health/readiness").statusCode()).isEqualTo(503);
    }
    try (var console = start(kafka)) {
      await().atMost(SOON).until(() -> console.get("/api/v1/people/p1").statusCode() == 200);
      assertThat(console.get("/api/v1/reviews/I1").statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest(name = "of the form {0}")
  @ValueSource(strings = {"0-aaaaaaaaaaaa", "1-aaaaaaaaaaaa"})
  void a_read_model_of_another_form_is_rebuilt(String form) throws SQLException {
    var kafka = KafkaForTests.connection("console.form.%s.".formatted(form));
    write(kafka);
    try (var console = start(kafka)) {
      await().atMost(SOON).until(() -> health(console).path("generation").asInt(0) == 1);
    }
    setForm(form);

    try (var console = start(kafka)) {
      await().atMost(SOON).until(() -> health(console).path("generation").asInt(0) == 2);
      assertThat(console.get("/api/v1/reviews/I1").statusCode()).isEqualTo(200);
    }
  }

  private static void write(KafkaConnection kafka) {
    try (var fixture = new TopicFixture(kafka)) {
      fixture.write(
          fixture.topics().reviews(), "I1", review("I1", "a.jpg", ReviewState.APPROVED).build());
      fixture.write(fixture.topics().people(), "p1", new Person("p1", "Ada", null, null));
    }
  }

  private ConsoleInstance start(KafkaConnection kafka) {
    return ConsoleInstance.start(
        kafka, DatabaseForTests.settings(DatabaseProduct.SQLITE, directory));
  }

  private void setForm(String form) throws SQLException {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("console.db"));
        var statement = connection.prepareStatement("UPDATE read_model SET schema_version = ?")) {
      statement.setString(1, form);
      statement.executeUpdate();
    }
  }

  private static JsonNode health(ConsoleInstance console) {
    return console.json("/actuator/health").path("components").path("readModel").path("details");
  }
}
