package io.proofline.workers.call;

import static io.proofline.workers.call.Api.ZIFLOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.proofline.schemas.avro.ApiCall;
import io.proofline.workers.call.ApiError.Rejected;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallLogTest {

  @TempDir private Path directory;

  private final CallLog log = new CallLog();
  private final ApiHttpClient apiHttpClient =
      new ApiHttpClient(
          ZIFLOW,
          apiResponse -> new Rejected(ZIFLOW, apiResponse.status(), ""),
          Duration.ofSeconds(1));
  private HttpServer server;
  private int status = 200;
  private String answer = "{\"id\":\"p1\"}";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          var body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    apiHttpClient.close();
  }

  @Test
  void a_call_is_logged_without_its_body_query_and_ids() {
    var before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    var body = HttpRequest.BodyPublishers.ofString("{\"email\":\"ann@example.com\"}");

    call(
        request("/v1/proofs/4f3a11/stages?api_key=secret")
            .header("Content-Type", "application/json; charset=utf-8")
            .POST(body));

    var call = logged();
    assertThat(call.getBeganAt()).isBetween(before, Instant.now());
    assertThat(call.getDurationMs()).isBetween(0L, 60_000L);
    assertThat(call)
        .isEqualTo(
            ApiCall.newBuilder(call)
                .setApi("ziflow")
                .setOperation("POST /v1/proofs/{id}/stages")
                .setStatus(200)
                .setError(null)
                .setRequest("application/json, 27 bytes")
                .setAnswer("application/json, 11 characters")
                .build());
  }

  @Test
  void an_answer_without_text_and_a_request_without_body_are_null() {
    status = 204;
    answer = "";

    call(request("/proofs").DELETE());

    assertThat(logged().getStatus()).isEqualTo(204);
    assertThat(logged().getRequest()).isNull();
    assertThat(logged().getAnswer()).isNull();
  }

  @Test
  void a_refusal_is_logged_with_its_sentence_without_addresses_and_keys() {
    status = 422;
    answer =
        "{\"message\":\"ann@example.com can't open https://files.example/a?s=1"
            + " with the key 0f1e2d3c4b5a69788796a5b4c3d2\"}";

    call(request("/proofs").GET());

    assertThat(logged().getStatus()).isEqualTo(422);
    assertThat(logged().getAnswer()).isEqualTo("(address) can't open (address) with the key (key)");
  }

  @Test
  void a_call_without_an_answer_is_logged_with_its_error() {
    server.stop(0);

    call(request("/proofs").GET());

    assertThat(logged().getStatus()).isNull();
    assertThat(logged().getError()).isEqualTo("unreachable");
    assertThat(logged().getAnswer()).startsWith("Ziflow can't be reached: ConnectException");
  }

  @Test
  void a_file_is_logged_without_its_address() {
    run(() ->
        apiHttpClient.download(
            request("/signed/ann-smith.jpg").GET().build(), directory.resolve("file")));

    assertThat(logged().getOperation()).isEqualTo("GET file");
    assertThat(logged().getStatus()).isEqualTo(200);
    assertThat(logged().getAnswer()).isNull();
  }

  @Test
  void the_last_twenty_calls_are_kept() {
    for (int i = 1; i <= 25; i++) {
      status = 400 + i;
      call(request("/proofs").GET());
    }

    assertThat(log.calls())
        .hasSize(20)
        .extracting(ApiCall::getStatus)
        .startsWith(406)
        .endsWith(425);
  }

  @ParameterizedTest
  @CsvSource({
    "/proofs, /proofs",
    "/psapi/v4.0/media/I0000abc/iptc, /psapi/v4.0/media/{id}/iptc",
    "/media/I0000abc/custom_metadata, /media/{id}/custom_metadata",
    "/mem/organization/O1/authenticate, /mem/organization/{id}/authenticate",
    "/galleries/Ann%20Smith/children/, /galleries/{id}/children/",
    "/proofs/ann@example.com, /proofs/{id}"
  })
  void ids_in_paths_are_replaced(String path, String shown) {
    assertThat(CallSummary.operation(request(path).GET().build())).isEqualTo("GET " + shown);
  }

  private ApiCall logged() {
    assertThat(log.calls()).hasSize(1);
    return log.calls().getFirst();
  }

  private void call(HttpRequest.Builder request) {
    run(() -> apiHttpClient.json(request.build()));
  }

  private void run(Supplier<CallResult<?>> call) {
    var _ =
        ApiCallContext.of(CallPriority.LIVE, new AtomicInteger())
            .withCallLog(log)
            .<CallResult<?>>run(call::get);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path))
        .timeout(Duration.ofSeconds(30));
  }
}
