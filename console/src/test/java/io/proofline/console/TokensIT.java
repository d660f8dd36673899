package io.proofline.console;

import static io.proofline.console.ConsoleInstance.ADMIN_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.proofline.embedded.KafkaForTests;
import io.proofline.http.SlowConnections;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.TopicScan;
import io.proofline.schemas.avro.Request;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The life of a token: made, used, limited, revoked; and guesses of tokens. */
class TokensIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String TOKENS = "/api/v1/tokens";

  @TempDir static Path directory;
  private static KafkaConnection kafka;
  private static TopicFixture fixture;
  private static ConsoleInstance console;

  @BeforeAll
  static void start() {
    kafka = KafkaForTests.connection("console.tokens.");
    fixture = new TopicFixture(kafka);
    console =
        ConsoleInstance.start(
            kafka,
            List.of(
                "database.directory=" + directory,
                "calls-per-minute=600",
                "http.header-timeout=2s"));
    await().atMost(SOON).until(() -> console.get("/api/v1/waiting").statusCode() == 200);
  }

  @AfterAll
  static void stop() {
    console.close();
    fixture.close();
  }

  @Test
  void half_requests_are_closed_while_others_are_answered() throws Exception {
    int port = console.origin().getPort();
    try (var slow = SlowConnections.open(port, 200, SlowConnections.HALF_A_HEADER)) {
      assertThat(console.get("/api/v1/waiting").statusCode()).isEqualTo(200);
      assertThat(slow.countClosedByServer()).isEqualTo(200);
    }
  }

  @Test
  void making_and_revoking_a_token_are_acts_of_a_person_with_a_reason() {
    var ada =
        made(
            ADMIN_TOKEN,
            "{\"name\": \"Ada\", \"role\": \"administrator\", \"email\": \"ada@example.org\"}");
    var made =
        made(
            ada.path("token").asString(),
            "{\"name\": \"Bot\", \"role\": \"viewer\", \"days\": 9, \"reason\": \"For the wall\"}");
    var id = made.path("id").asString();
    assertThat(made.path("expires_at").isString()).isTrue();

    var act = acts().getLast();
    assertThat(act.getAct()).isEqualTo("token_created");
    assertThat(act.getPersonEmail()).isEqualTo("ada@example.org");
    assertThat(act.getDetails()).containsEntry("token", id).containsEntry("role", "viewer");
    assertThat(act.getReason()).isEqualTo("For the wall");
    assertThat(act.toString()).doesNotContain(made.path("token").asString());

    assertThat(console.get("/api/v1/waiting", made.path("token").asString()).statusCode())
        .isEqualTo(200);
    assertThat(shown(id).path("last_used_at").isString()).isTrue();

    var revoked =
        console.send(
            console
                .request(TOKENS + "/" + id + "?reason=Lost", ada.path("token").asString())
                .DELETE());
    assertThat(revoked.statusCode()).isEqualTo(204);
    assertThat(acts().getLast().getAct()).isEqualTo("token_revoked");
    assertThat(acts().getLast().getDetails()).containsEntry("token", id);
    assertThat(acts().getLast().getReason()).isEqualTo("Lost");
    assertThat(shown(id).path("revoked_at").isString()).isTrue();
  }

  @Test
  void a_call_that_changes_something_is_logged_with_the_token_and_without_its_text() {
    var lines = new CopyOnWriteArrayList<String>();
    var appender =
        new AppenderBase<ILoggingEvent>() {
          @Override
          protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
          }
        };
    appender.start();
    var logger = (Logger) LoggerFactory.getLogger("io.proofline.console.access");
    logger.addAppender(appender);
    try {
      var made = made(ADMIN_TOKEN, "{\"name\": \"Secretname\", \"role\": \"operator\"}");
      var token = made.path("token").asString();
      console.post("/api/v1/requests", token, "{\"kind\": \"reread\", \"assets\": [\"A1\"]}");
      console.post("/api/v1/requests?wait=0", token, "{\"kind\": \"nonsense\"}");
      console.get("/api/v1/waiting", token);

      var id = made.path("id").asString();
      await().atMost(SOON).until(() -> lines.size() >= 3);
      assertThat(lines)
          .containsExactly(
              "Call: POST /api/v1/tokens by token admin-token (administrator) -> 201",
              "Call: POST /api/v1/requests by token %s (operator) -> 202".formatted(id),
              "Call: POST /api/v1/requests by token %s (operator) -> 422".formatted(id));
      assertThat(lines).noneMatch(line -> line.contains(token) || line.contains("Secretname"));
    } finally {
      logger.detachAppender(appender);
    }
  }

  @Test
  void a_token_with_too_many_calls_waits_and_others_do_not() {
    var token = made(ADMIN_TOKEN, "{\"name\": \"Busy\", \"role\": \"viewer\"}").path("token");
    HttpResponse<String> answer;
    int calls = 0;
    do {
      answer = console.get("/api/v1/requests/none", token.asString());
      calls++;
    } while (answer.statusCode() != 429 && calls < 10_000);

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body()).contains("calls-per-minute");
    assertThat(console.get("/api/v1/waiting").statusCode()).isEqualTo(200);
    await()
        .atMost(SOON)
        .until(() -> console.get("/api/v1/waiting", token.asString()).statusCode() == 200);
  }

  @Test
  void an_address_with_many_unknown_tokens_is_locked_out_but_for_tokens_that_it_used() {
    try (var other =
        ConsoleInstance.start(
            kafka, List.of("database.directory=" + directory.resolve("guessed")))) {
      await().atMost(SOON).until(() -> other.get("/api/v1/waiting").statusCode() == 200);
      HttpResponse<String> answer;
      int guesses = 0;
      do {
        answer = other.get("/api/v1/waiting", "guess-" + guesses);
        guesses++;
      } while (answer.statusCode() == 401 && guesses < 100);

      assertThat(guesses).isEqualTo(21);
      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      assertThat(answer.body()).contains("locked out until");
      assertThat(other.get("/api/v1/waiting").statusCode()).isEqualTo(200);
    }
  }

  private static JsonNode made(String by, String body) {
    var answer = console.post(TOKENS, by, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return JSON.readTree(answer.body());
  }

  private static JsonNode shown(String id) {
    return console
        .json(TOKENS)
        .path("items")
        .valueStream()
        .filter(each -> each.path("id").asString().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static List<Request> acts() {
    var topic = fixture.topics().requests();
    var partitions =
        IntStream.range(0, topic.partitions())
            .mapToObj(number -> new TopicPartition(topic.name(), number))
            .toList();
    var found = new ArrayList<Request>();
    try (var consumer = kafka.committedReader("acts")) {
      TopicScan.start(consumer, partitions)
          .readToEnd(record -> {
            if ("system".equals(record.key())) {
              found.add(topic.values().deserializer().deserialize(topic.name(), record.value()));
            }
          });
    }
    return found;
  }
}
