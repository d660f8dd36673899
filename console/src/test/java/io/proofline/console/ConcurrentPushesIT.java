package io.proofline.console;

import static io.proofline.console.ConsoleInstance.ADMIN_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.proofline.console.database.DatabaseProduct;
import io.proofline.embedded.KafkaForTests;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.TopicScan;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Pushes of rules by two consoles that share one PostgreSQL and one Kafka. */
class ConcurrentPushesIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int ROUNDS = 5;
  private static final String RULES =
      """
      version: 1
      teams: { owner: [dam@example.com] }
      reviews: [ { name: NAME, when: { keyword: event }, ask: [ { stage: Desk, team: owner } ] } ]
      proof: { owner: owner }
      """;

  @TempDir static Path directory;
  private static KafkaConnection kafka;
  private static TopicFixture fixture;
  private static ConsoleInstance one;
  private static ConsoleInstance other;

  @BeforeAll
  static void start() {
    kafka = KafkaForTests.connection("console.pushes.");
    fixture = new TopicFixture(kafka);
    var settings =
        new ArrayList<>(DatabaseForTests.settings(DatabaseProduct.POSTGRESQL, directory));
    one = ConsoleInstance.start(kafka, settings);
    settings.add("instance-id=console-1");
    other = ConsoleInstance.start(kafka, settings);
    for (var console : List.of(one, other)) {
      await().atMost(SOON).until(() -> console.get("/api/v1/waiting").statusCode() == 200);
    }
  }

  @AfterAll
  static void stop() {
    one.close();
    other.close();
    fixture.close();
  }

  @Test
  void of_two_pushes_in_the_same_moment_that_expect_the_same_rules_one_takes_effect()
      throws Exception {
    var inForce = version(push(one, null, "Before"));
    long pushes = countPushes();
    for (int round = 1; round <= ROUNDS; round++) {
      var expected = "\"" + inForce + "\"";
      var mine = "Mine %d".formatted(round);
      var theirs = "Theirs %d".formatted(round);
      var answers = together(() -> push(one, expected, mine), () -> push(other, expected, theirs));

      assertThat(answers)
          .extracting(HttpResponse::statusCode)
          .as("round %d", round)
          .containsExactlyInAnyOrder(201, 412);
      assertThat(countPushes()).isEqualTo(pushes + round);
      inForce =
          answers.stream()
              .filter(answer -> answer.statusCode() == 201)
              .map(ConcurrentPushesIT::version)
              .findFirst()
              .orElseThrow();
    }
  }

  private static <T> List<T> together(Callable<T> first, Callable<T> second)
      throws InterruptedException, ExecutionException {
    var results = new ArrayList<T>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var result : threads.invokeAll(List.of(first, second))) {
        results.add(result.get());
      }
    }
    return results;
  }

  /** A console that is killed, paused or cut off between its decision and its commit. */
  @Test
  void a_push_that_another_console_has_overtaken_is_never_stored() {
    var settings = kafka.producerSettings(kafka.prefix() + "overtaken");
    settings.put("transactional.id", kafka.prefix() + "console-rules");
    try (var overtaken =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      overtaken.initTransactions();
      overtaken.beginTransaction();
      var _ =
          overtaken.send(
              new ProducerRecord<>(fixture.topics().rules().name(), "late", new byte[1]));
      overtaken.flush();

      assertThat(push(one, null, "Overtaking").statusCode()).isEqualTo(201);

      assertThatThrownBy(overtaken::commitTransaction).isInstanceOf(KafkaException.class);
    }
  }

  private static HttpResponse<String> push(
      ConsoleInstance console, @Nullable String tag, String name) {
    var body =
        JsonNodeFactory.instance.objectNode().put("text", RULES.replace("NAME", name)).toString();
    var request =
        console
            .request("/api/v1/rules/pushes", ADMIN_TOKEN)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    if (tag != null) {
      request.header("If-Match", tag);
    }
    return console.send(request);
  }

  private static String version(HttpResponse<String> answer) {
    return JSON.readTree(answer.body()).path("version").asString();
  }

  /** The pushes in the audit trail's requests. */
  private static long countPushes() {
    var topic = fixture.topics().requests();
    var partitions =
        IntStream.range(0, topic.partitions())
            .mapToObj(number -> new TopicPartition(topic.name(), number))
            .toList();
    var acts = new ArrayList<String>();
    try (var consumer = kafka.committedReader("pushes")) {
      TopicScan.start(consumer, partitions)
          .readToEnd(record ->
              acts.add(
                  topic
                      .values()
                      .deserializer()
                      .deserialize(topic.name(), record.value())
                      .getAct()));
    }
    return acts.stream().filter("rules_pushed"::equals).count();
  }
}
