package io.proofline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.proofline.cli.config.ApiSettings;
import io.proofline.rules.RulesFile;
import io.proofline.workers.probe.ProbeResult;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Valid rules don't fail because an account lacks information. */
class LiveRulesCheckerTest {

  private static final String TOP = ", \"includes\": {\"parent\": {\"data\": null}}";
  private static final String ONE_STAGE = "otherwise: { ask: [ { stage: Desk, team: owner } ] }\n";

  private HttpServer server;
  private volatile String galleries = "";
  private volatile int activity = 200;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void only_a_refusal_means_that_the_account_is_below_enterprise() throws Exception {
    galleries = gallery(1, "Send to review", TOP);
    var rules =
        """
        otherwise: { ask: [ { stage: A, team: owner }, { stage: B, team: owner },
          { stage: C, team: owner }, { stage: D, team: owner } ] }
        """;
    activity = 500;
    assertThat(results("Send to review", rules))
        .contains("WARN stages of one proof")
        .doesNotContain("FAIL");

    activity = 403;
    assertThat(results("Send to review", rules)).contains("FAIL stages of one proof");
  }

  @Test
  void a_path_does_not_fail_if_the_listing_has_no_parents() throws Exception {
    galleries = gallery(1, "Send to review", "");

    assertThat(results("Work/Send to review", ONE_STAGE))
        .contains("WARN select 'Work/Send to review': not known")
        .doesNotContain("FAIL");
    assertThat(results("Sent to review", ONE_STAGE)).contains("FAIL select 'Sent to review'");

    galleries = gallery(1, "Send to review", TOP);
    assertThat(results("Work/Send to review", ONE_STAGE))
        .contains("FAIL select 'Work/Send to review'");
  }

  @Test
  void galleries_beyond_the_ten_that_are_checked_are_counted() throws Exception {
    galleries =
        Stream.concat(
                Stream.of(gallery(0, "Send to review", TOP)),
                IntStream.rangeClosed(1, 13).mapToObj(i -> gallery(i, "Press " + i, TOP)))
            .collect(Collectors.joining(","));
    var publish =
        ONE_STAGE + "approved: { publish: [ { when: { keyword: press }, to: \"Press {year}\" } ] }";

    var results = results("Send to review", publish);

    assertThat(results.lines().filter(line -> line.contains("seen by everyone"))).hasSize(10);
    assertThat(results).contains("WARN publish to 'Press {year}': and 3 more, not checked");
  }

  private String results(String select, String more) throws Exception {
    var rules =
        RulesFile.read(
            """
            version: 1
            teams: { owner: [owner@example.com] }
            select: { gallery: "%s" }
            proof: { owner: owner }
            %s
            """
                .formatted(select, more));
    var apiSettings = ApiSettings.of(settings());
    try (var ziflow = apiSettings.ziflowClient();
        var library = apiSettings.libraryClient()) {
      return new LiveRulesChecker(rules, ziflow, library)
          .check(Instant.parse("2026-03-01T12:00:00Z")).stream()
              .map(LiveRulesCheckerTest::line)
              .collect(Collectors.joining("\n"));
    }
  }

  private static String line(ProbeResult probeResult) {
    return "%s %s: %s".formatted(probeResult.status(), probeResult.check(), probeResult.detail());
  }

  private Map<String, String> settings() {
    var address = "http://127.0.0.1:" + server.getAddress().getPort();
    return Map.of(
        "proofline.workers.ziflow.base-url", address + "/v1",
        "proofline.workers.ziflow.api-key", "zi-key",
        "proofline.workers.photoshelter.base-url", address + "/v4",
        "proofline.workers.photoshelter.api-key", "ps-key",
        "proofline.workers.photoshelter.email", "proofline@example.com",
        "proofline.workers.photoshelter.password", "geheim",
        "proofline.workers.photoshelter.organization-id", "O1",
        "proofline.workers.photoshelter.calls-per-second", "1000");
  }

  private static String gallery(int number, String name, String more) {
    return "{\"id\": \"G%d\", \"type\": \"gallery\", \"attributes\": {\"name\": \"%s\"}%s}"
        .formatted(number, name, more);
  }

  private void answer(HttpExchange call) throws IOException {
    var path = call.getRequestURI().getPath();
    if (path.endsWith("/activity")) {
      sent(call, activity, "{}");
    } else if (path.endsWith("/permissions")) {
      sent(call, 200, "{\"data\": {\"attributes\": {\"mode\": \"everyone\"}}}");
    } else if (path.equals("/v4/galleries")) {
      sent(call, 200, "{\"data\": [%s]}".formatted(galleries));
    } else {
      sent(call, 200, "{\"token\": \"t\", \"data\": []}");
    }
  }

  private static void sent(HttpExchange call, int status, String json) throws IOException {
    try (call) {
      call.getRequestBody().readAllBytes();
      var body = json.getBytes(StandardCharsets.UTF_8);
      call.getResponseHeaders().set("Content-Type", "application/json");
      call.sendResponseHeaders(status, body.length);
      call.getResponseBody().write(body);
    }
  }
}
