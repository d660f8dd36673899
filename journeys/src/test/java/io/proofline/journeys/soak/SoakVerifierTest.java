package io.proofline.journeys.soak;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.proofline.journeys.DemoAddresses;
import io.proofline.journeys.JourneyHttpClient;
import io.proofline.journeys.SandboxClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SoakVerifierTest {

  private static final String PHOTOGRAPHS = "/admin/photoshelter/media";
  private static final String PROOFS = "/admin/ziflow/proofs";
  private static final String REVIEW = "/api/v1/reviews/I1";
  private static final String HEALTH = "/actuator/health";
  private static final String ORACLE = "/admin/oracle";

  private static final String SUPERSEDED = "{\"id\":\"I1\",\"edit_status\":\"Superseded\"}";
  private static final String FILED =
      "{\"id\":\"I2\",\"file_name\":\"a_v2.jpg\",\"iptc\":{\"instructions\":\"proof P2\"}}";
  private static final String CHAIN =
      """
      [{"id":"P2","pass_through_value":"pl:demo:I1:1:1","decision_status":"approved",
        "version_previous_id":"P1"},
       {"id":"P1","pass_through_value":"pl:demo:I1:1:1","decision_status":"changes_required"}]
      """;

  /** Answers that differ from those of a correct installation, and the expected problems. */
  record VerifierCase(
      String sentence, Map<String, String> differs, Set<String> selected, List<String> found) {
    @Override
    public String toString() {
      return sentence;
    }
  }

  static Stream<VerifierCase> rows() {
    var one = Set.of("I1");
    return Stream.of(
        row("a correct installation", Map.of(), one),
        row("a lost proof", Map.of(PROOFS, "[]"), one, "I1 must have a proof and has 0 proofs"),
        row(
            "a duplicate proof",
            Map.of(PROOFS, "[%s,%s]".formatted(proof("approved"), proof("approved"))),
            one,
            "I1 must have a proof and has 2 proofs"),
        row(
            "a proof without a selection",
            Map.of(),
            Set.of(),
            "I1 must have no proof and has 1 proofs"),
        row(
            "a verdict that was not written",
            Map.of(PROOFS, "[%s]".formatted(proof("changes_required"))),
            one,
            "I1 has the status 'Approved'; its proof P1 requires 'Needs changes'"),
        row(
            "a proof that a rule's keyword explains",
            Map.of(PHOTOGRAPHS, photograph("Approved", "\"keywords\":[\"product\"]")),
            Set.of()),
        row(
            "a proof that an event's gallery explains",
            Map.of(PHOTOGRAPHS, photograph("Approved", "\"paths\":[\"Events/Ball\"]")),
            Set.of()),
        row(
            "an approved photograph that is not published",
            Map.of(PHOTOGRAPHS, photograph("Approved", "\"keywords\":[\"press\"]")),
            one,
            "I1 is approved for partners but not in Press kit"),
        row(
            "an approved photograph that is published",
            Map.of(
                PHOTOGRAPHS,
                photograph("Approved", "\"keywords\":[\"press\"],\"paths\":[\"Press kit/2026\"]")),
            one),
        row(
            "an approved version without a filed final",
            Map.of(PROOFS, CHAIN, PHOTOGRAPHS, "[%s]".formatted(SUPERSEDED)),
            one,
            "0 files of the approved proof P2 are in the library"),
        row(
            "an approved version that was filed twice",
            Map.of(PROOFS, CHAIN, PHOTOGRAPHS, "[%s,%s,%s]".formatted(SUPERSEDED, FILED, FILED)),
            one,
            "2 files of the approved proof P2 are in the library"),
        row(
            "an approved version that was filed once",
            Map.of(PROOFS, CHAIN, PHOTOGRAPHS, "[%s,%s]".formatted(SUPERSEDED, FILED)),
            one),
        row(
            "a source without the status Superseded",
            Map.of(
                PROOFS,
                CHAIN,
                PHOTOGRAPHS,
                "[{\"id\":\"I1\",\"edit_status\":\"Approved\"},%s]".formatted(FILED)),
            one,
            "I1 has the status 'Approved'; its proof P2 requires 'Superseded'"),
        row(
            "a dead command",
            Map.of(REVIEW, command("read_proof", true)),
            one,
            "I1: read_proof is dead: why"),
        row(
            "an open command that changes something",
            Map.of(REVIEW, command("write_fields", false)),
            one,
            "I1: write_fields is open"),
        row("an open read", Map.of(REVIEW, command("read_proof", false)), one),
        row(
            "a violation that the oracle found",
            Map.of(ORACLE, "[{\"sentence\":\"Two folders have one name\"}]"),
            one,
            "Two folders have one name"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void the_verifier_reports_each_problem(VerifierCase verifierCase) throws IOException {
    var world = new HashMap<>(correctAnswers());
    world.putAll(verifierCase.differs());
    try (var server = serving(world);
        var journeyHttpClient = new JourneyHttpClient()) {
      var at = addresses(server.address());
      var soakVerifier =
          new SoakVerifier(journeyHttpClient, at, new SandboxClient(journeyHttpClient, at));
      var expectedProofs = new ExpectedProofs();
      verifierCase.selected().forEach(expectedProofs::select);
      assertThat(soakVerifier.verify(expectedProofs)).isEqualTo(verifierCase.found());
    }
  }

  private static Map<String, String> correctAnswers() {
    return Map.of(
        PHOTOGRAPHS, "[{\"id\":\"I1\",\"edit_status\":\"Approved\"}]",
        PROOFS, "[%s]".formatted(proof("approved")),
        REVIEW, "{\"review\":{\"open_commands\":[]}}",
        HEALTH, "{\"status\":\"UP\"}",
        ORACLE, "[]");
  }

  private static VerifierCase row(
      String sentence, Map<String, String> differs, Set<String> selected, String... found) {
    return new VerifierCase(sentence, differs, selected, List.of(found));
  }

  private static String photograph(String status, String more) {
    return "[{\"id\":\"I1\",\"edit_status\":\"%s\",%s}]".formatted(status, more);
  }

  private static String proof(String decision) {
    return "{\"id\":\"P1\",\"pass_through_value\":\"pl:demo:I1:1:1\",\"decision_status\":\"%s\"}"
        .formatted(decision);
  }

  private static String command(String kind, boolean dead) {
    return "{\"review\":{\"open_commands\":[{\"kind\":\"%s\",\"dead\":%s,\"reason\":\"why\"}]}}"
        .formatted(kind, dead);
  }

  private record RunningServer(HttpServer server) implements AutoCloseable {
    URI address() {
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  private static RunningServer serving(Map<String, String> world) throws IOException {
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var body = world.getOrDefault(exchange.getRequestURI().getPath(), "").getBytes(UTF_8);
          exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return new RunningServer(server);
  }

  private static DemoAddresses addresses(URI all) {
    var keys = new DemoAddresses.Keys("", "", "", "", "", "", "", "", "console");
    return new DemoAddresses(
        all,
        all,
        all,
        all,
        all,
        all,
        all,
        all,
        all,
        all,
        all,
        "127.0.0.1:9",
        "demo",
        Map.of(),
        keys);
  }
}
