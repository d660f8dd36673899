package io.proofline.console;

import static io.proofline.console.TopicFixture.review;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.console.database.DatabaseProduct;
import io.proofline.embedded.KafkaForTests;
import io.proofline.schemas.avro.CollectionView;
import io.proofline.schemas.avro.Person;
import io.proofline.schemas.avro.ReviewState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Records that a database does not store, or not as they are. */
@ExtendWith(OutputCaptureExtension.class)
class RefusedRecordsIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path directory;

  /** PostgreSQL indexes no text of 3 kB, and stores no zero character. */
  @ParameterizedTest
  @EnumSource(DatabaseProduct.class)
  void a_record_that_the_database_refuses_stops_no_other_and_its_texts_are_not_logged(
      DatabaseProduct product, CapturedOutput output) {
    var kafka = KafkaForTests.connection("console.refused.%s.".formatted(product));
    try (var fixture = new TopicFixture(kafka)) {
      var topics = fixture.topics();
      var path = incompressible(10_000);
      fixture.inTransaction(() -> {
        fixture.send(
            topics.reviews(), "Z", review("Z", "zero\0name.jpg", ReviewState.APPROVED).build());
        fixture.send(
            topics.collections(),
            path,
            new CollectionView(TopicFixture.envelope("c"), path, true, 1, 0, 0, 1));
        fixture.send(topics.people(), path, new Person(path, "Zebediah Quux", null, null));
        fixture.sendBytes(topics.reviews(), "G", new byte[] {1, 2, 3});
        for (int i = 0; i < 50; i++) {
          fixture.send(
              topics.reviews(), "I" + i, review("I" + i, "ok.jpg", ReviewState.APPROVED).build());
        }
      });
      try (var console =
          ConsoleInstance.start(kafka, DatabaseForTests.settings(product, directory))) {
        await().atMost(SOON).until(() -> console.get("/api/v1/waiting").statusCode() == 200);

        assertThat(console.json("/api/v1/reviews?q=ok.jpg&limit=100").path("items").size())
            .isEqualTo(50);
        assertThat(console.json("/api/v1/reviews?q=name.jpg").path("items").size()).isOne();
        assertThat(unreadable(console)).isEqualTo(product == DatabaseProduct.SQLITE ? 1 : 3);
        assertThat(console.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(output).contains("console.refused.").doesNotContain("Zebediah");
      }
    }
  }

  private static int unreadable(ConsoleInstance console) {
    return console
        .json("/actuator/health")
        .path("components")
        .path("readModel")
        .path("details")
        .path("unreadable")
        .asInt(-1);
  }

  private static String incompressible(int length) {
    return new Random(1)
        .ints(length, 'a', 'z')
        .mapToObj(letter -> String.valueOf((char) letter))
        .collect(Collectors.joining());
  }
}
