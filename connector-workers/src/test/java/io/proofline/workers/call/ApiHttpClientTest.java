package io.proofline.workers.call;

import static io.proofline.workers.call.Api.ZIFLOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.proofline.workers.call.ApiError.DownloadRefused;
import io.proofline.workers.call.ApiError.NoUsableResponse;
import io.proofline.workers.call.ApiError.Rejected;
import io.proofline.workers.call.ApiError.Unreachable;
import io.proofline.workers.call.CallResult.Failure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class ApiHttpClientTest {

  @TempDir private Path directory;

  private final ApiHttpClient apiHttpClient =
      new ApiHttpClient(
          ZIFLOW,
          apiResponse -> new Rejected(ZIFLOW, apiResponse.status(), ""),
          Duration.ofSeconds(1));

  @Test
  void a_refused_connection_was_never_sent() throws IOException {
    int closed;
    try (var socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    assertThat(apiHttpClient.json(get("http://127.0.0.1:" + closed)))
        .satisfies(ApiHttpClientTest::isUnreached);
    assertThat(apiHttpClient.json(get("http://no-such-host.invalid/")))
        .satisfies(ApiHttpClientTest::isUnreached);
  }

  @Test
  void a_missing_answer_a_stalled_body_and_html_instead_of_json_are_no_usable_response()
      throws IOException {
    var ended = new CountDownLatch(1);
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/silent", _ -> await(ended));
    server.createContext(
        "/stalls",
        exchange -> {
          exchange.sendResponseHeaders(200, 1_000);
          exchange.getResponseBody().write("{".getBytes(java.nio.charset.StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          await(ended);
        });
    server.createContext(
        "/page",
        exchange -> {
          exchange.sendResponseHeaders(200, 6);
          exchange.getResponseBody().write("<html>".getBytes());
          exchange.close();
        });
    server.start();
    var base = "http://127.0.0.1:" + server.getAddress().getPort();

    for (String path : java.util.List.of("/silent", "/stalls", "/page")) {
      assertThat(apiHttpClient.json(get(base + path)))
          .as(path)
          .isInstanceOfSatisfying(
              Failure.class,
              failure -> assertThat(failure.error()).isInstanceOf(NoUsableResponse.class));
    }
    ended.countDown();
    server.stop(0);
  }

  @Test
  void an_endless_answer_ends_at_the_limit() throws IOException {
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(
              exchange.getRequestURI().getPath().equals("/") ? 200 : 500, 0);
          try (var body = exchange.getResponseBody()) {
            while (true) {
              body.write(new byte[10_000]);
            }
          }
        });
    server.start();
    var limits = new ResponseLimits(DataSize.ofKilobytes(100), DataSize.ofKilobytes(200), "api.");
    var base = "http://127.0.0.1:" + server.getAddress().getPort();
    var unlimited = PriorityRateLimiter.unlimited(ZIFLOW);
    try (var bounded =
        new ApiHttpClient(ZIFLOW, _ -> null, Duration.ofSeconds(1), unlimited, limits)) {
      var tooLong =
          new Failure<>(
              new NoUsableResponse(
                  ZIFLOW, "its answer has more than 102400 bytes (api.max-answer-size)"));
      assertThat(bounded.json(patient(base))).isEqualTo(tooLong);
      assertThat(bounded.json(patient(base + "/error"))).isEqualTo(tooLong);
      assertThat(bounded.download(patient(base + "/error"), directory.resolve("error")))
          .isEqualTo(tooLong);
      assertThat(bounded.download(patient(base), directory.resolve("file")))
          .isInstanceOfSatisfying(
              Failure.class,
              failure -> assertThat(failure.error()).isInstanceOf(DownloadRefused.class));
      assertThat(directory.resolve("file").toFile().length()).isLessThanOrEqualTo(204_800);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void calls_are_counted_when_they_are_sent() {
    var count = new AtomicInteger();
    var _ =
        ApiCallContext.of(CallPriority.LIVE, count)
            .run(() -> apiHttpClient.json(get("http://127.0.0.1:1")));
    assertThat(count).hasValue(1);
  }

  @Test
  void dates_are_parsed_in_every_form_that_the_apis_use() {
    var noon = Instant.parse("2019-10-02T14:39:23Z");
    assertThat(LenientJson.date("2019-10-02 14:39:23 GMT")).isEqualTo(noon);
    assertThat(LenientJson.date("2019-10-02T14:39:23.000Z")).isEqualTo(noon);
    assertThat(LenientJson.date("2019-10-02T14:39:23.000000")).isEqualTo(noon);
    assertThat(LenientJson.date("2019-10-02 14:39:23")).isEqualTo(noon);
    assertThat(LenientJson.date("soon")).isNull();
  }

  private static void isUnreached(CallResult<?> result) {
    assertThat(result)
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.error()).isInstanceOf(Unreachable.class));
  }

  private static HttpRequest patient(String address) {
    return HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofMinutes(5)).build();
  }

  private static HttpRequest get(String address) {
    return HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofMillis(500)).build();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
