package io.proofline.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.embedded.KafkaForTests;
import io.proofline.schemas.KafkaConnection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two instances are asked without a pause while one of them joins and leaves. Each answer is
 * complete, or is none.
 */
class AnswersWhileRebalancingIT {

  private static final KafkaConnection KAFKA = KafkaForTests.connection("answers-it.");
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int REBALANCES = 3;
  private static final Duration BETWEEN_CONNECTS = Duration.ofMillis(20);
  private static final List<String> ASSETS =
      IntStream.range(0, 40).mapToObj("I0000MOVES%04d"::formatted).toList();

  @TempDir Path directory;

  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicInteger complete = new AtomicInteger();

  @Test
  void an_answer_while_partitions_move_is_complete_or_none() throws Exception {
    int first = ProcessorInstance.freePort();
    int second = ProcessorInstance.freePort();
    try (var _ = run("first", first)) {
      record(first);
      var askers =
          List.of(
              Thread.ofVirtual().start(() -> ask(first)),
              Thread.ofVirtual().start(() -> ask(second)));
      for (int i = 0; i < REBALANCES; i++) {
        var joined = run("second", second);
        int before = complete.get();
        await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> isShared(first) && complete.get() > before + ASSETS.size());
        joined.close();
      }
      stopped.set(true);
      for (var asker : askers) {
        asker.join();
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** Makes a review of each asset, and waits until all of them are counted. */
  private static void record(int port) {
    var ids = ASSETS.stream().map("\"%s\""::formatted).collect(Collectors.joining(","));
    var body = "{\"kind\":\"select\",\"assets\":[%s]}".formatted(ids);
    var request = request(port, "/requests").header("Content-Type", "application/json");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> send(request.POST(BodyPublishers.ofString(body))).statusCode() == 202);
    await().atMost(Duration.ofSeconds(30)).until(() -> counted(json(get(port, "/counts"))) == 40);
  }

  private static boolean isShared(int port) throws Exception {
    var answer = get(port, "/counts");
    return answer.statusCode() == 200 && json(answer).path("instances").size() == 1;
  }

  private void ask(int port) {
    for (int i = 0; !stopped.get(); i++) {
      try {
        check(get(port, "/reviews/" + ASSETS.get(i % ASSETS.size())), List.of(200, 421, 503));
        var counts = get(port, "/counts");
        check(counts, List.of(200, 503));
        if (counts.statusCode() == 200) {
          checkCounts(json(counts));
        }
      } catch (IOException e) {
        LockSupport.parkNanos(BETWEEN_CONNECTS.toNanos()); // the instance is not there at present
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void check(HttpResponse<String> answer, List<Integer> allowed) {
    if (!allowed.contains(answer.statusCode())) {
      wrong.add("%s: %d %s".formatted(answer.uri(), answer.statusCode(), answer.body()));
    }
  }

  /** An instance that names no other one must have counted each asset. */
  private void checkCounts(JsonNode counts) {
    complete.incrementAndGet();
    if (counts.path("instances").isEmpty() && counted(counts) != ASSETS.size()) {
      wrong.add("incomplete: " + counts);
    }
  }

  private static int counted(JsonNode counts) {
    return counts.path("counts").valueStream().mapToInt(c -> c.path("assets").asInt()).sum();
  }

  private static HttpResponse<String> get(int port, String path)
      throws IOException, InterruptedException {
    return send(request(port, path).GET());
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
        .header("Authorization", "Bearer let-me-in");
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  private ConfigurableApplicationContext run(String instance, int port) {
    return ProcessorInstance.run(KAFKA, directory, instance, port);
  }
}
