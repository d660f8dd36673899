package io.proofline.console.notification;

import static io.proofline.console.ConsoleInstance.ADMIN_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.console.ConsoleInstance;
import io.proofline.console.ConsoleProcess;
import io.proofline.console.DatabaseForTests;
import io.proofline.console.TopicFixture;
import io.proofline.console.database.DatabaseProduct;
import io.proofline.console.notification.WebhookReceiver.Answer;
import io.proofline.console.notification.WebhookReceiver.Received;
import io.proofline.embedded.KafkaForTests;
import io.proofline.schemas.KafkaConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deliveries of a console that is killed, and of two consoles that share a database. */
class KilledDelivererIT {

  private static final Duration SOON = Duration.ofMinutes(1);
  private static final String ALLOWED = "notifications.allowed-networks=127.0.0.0/8";

  @TempDir Path directory;

  @Test
  void an_event_that_was_sent_and_not_recorded_is_sent_again_with_the_same_id() throws Exception {
    var kafka = KafkaForTests.connection("console.sent.");
    var database = new ArrayList<>(DatabaseForTests.settings(DatabaseProduct.SQLITE, directory));
    database.add(ALLOWED);
    var gate = new CountDownLatch(1);
    try (var receiver = new WebhookReceiver();
        var fixture = new TopicFixture(kafka)) {
      receiver.answer(_ -> {
        waitFor(gate);
        return Answer.OK;
      });
      subscribe(kafka, database, receiver);
      fixture.write(fixture.topics().audit(), "I1", NotificationsIT.entry("I1", 1, "decision"));

      var process = ConsoleProcess.start(kafka, directory, List.of(ALLOWED));
      try {
        await().atMost(SOON).until(() -> receiver.at("/hook").size() == 1);
      } finally {
        process.destroyForcibly().waitFor();
      }
      gate.countDown();
      try (var _ = ConsoleInstance.start(kafka, database)) {
        await().atMost(SOON).until(() -> receiver.at("/hook").size() == 2);
      }
      assertThat(receiver.at("/hook"))
          .extracting(Received::id)
          .containsExactly("audit:demo:I1:1", "audit:demo:I1:1");
    }
  }

  @Test
  void two_consoles_on_one_database_send_each_event_once_and_one_takes_over_from_the_other() {
    var kafka = KafkaForTests.connection("console.leased.");
    var first = new ArrayList<>(DatabaseForTests.settings(DatabaseProduct.POSTGRESQL, directory));
    first.add(ALLOWED);
    var second = new ArrayList<>(first);
    second.add("instance-id=console-1");
    try (var receiver = new WebhookReceiver();
        var fixture = new TopicFixture(kafka)) {
      subscribe(kafka, first, receiver);
      try (var _ = ConsoleInstance.start(kafka, first)) {
        try (var _ = ConsoleInstance.start(kafka, second)) {
          write(fixture, 1, 50);
          await().atMost(SOON).until(() -> receiver.at("/hook").size() >= 50);
        }
        write(fixture, 51, 60);
        await().atMost(SOON).until(() -> receiver.at("/hook").size() >= 60);
      }
      assertThat(receiver.at("/hook"))
          .extracting(Received::event)
          .containsExactlyElementsOf(
              IntStream.rangeClosed(1, 60).mapToObj(each -> "I1" + each).toList());
    }
  }

  private static void write(TopicFixture fixture, int from, int to) {
    for (int i = from; i <= to; i++) {
      fixture.write(fixture.topics().audit(), "I1", NotificationsIT.entry("I1", i, "decision"));
    }
  }

  private static void subscribe(
      KafkaConnection kafka, List<String> database, WebhookReceiver receiver) {
    try (var console = ConsoleInstance.start(kafka, database)) {
      await().atMost(SOON).until(() -> console.get("/api/v1/waiting").statusCode() == 200);
      var body =
          "{\"name\": \"Desk\", \"url\": \"%s\", \"reason\": \"Test\"}"
              .formatted(receiver.url("/hook"));
      assertThat(console.post("/api/v1/subscriptions", ADMIN_TOKEN, body).statusCode())
          .isEqualTo(201);
    }
  }

  private static void waitFor(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
