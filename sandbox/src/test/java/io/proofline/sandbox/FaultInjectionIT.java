package io.proofline.sandbox;

import static io.proofline.sandbox.ProofRequests.body;
import static io.proofline.sandbox.ProofRequests.stage;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proofline.sandbox.web.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scripted and random faults affect calls as configured, before or after the calls take effect.
 *
 * <p>Longer than 300 lines because one test for each kind of fault.
 */
class FaultInjectionIT {
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1/fig.jpg");

  @TempDir static Path data;
  private static Sandbox sandbox;
  private static HttpCaller faults;
  private static ProofRequests proofRequests;

  @BeforeAll
  static void start() {
    sandbox = Sandbox.start(SandboxSettings.in(data));
    faults = HttpCaller.at(sandbox.pages(), "/admin/faults");
    proofRequests = new ProofRequests(sandbox);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @AfterEach
  void clear() {
    faults.delete("/ziflow");
    faults.delete("/photoshelter");
  }

  @Test
  void two_calls_are_throttled_and_the_third_is_not() {
    faults.json(
        "POST",
        "/photoshelter",
        Map.of("path", "/psapi/v4.0/library", "status", 429, "retry_after", 7, "times", 2));
    var library = PhotoShelterAuthenticationIT.loggedIn(sandbox);
    var first = library.get("/library");
    assertThat(first.status()).isEqualTo(429);
    assertThat(first.raw().headers().firstValue("Retry-After")).hasValue("7");
    assertThat(first.json().path("errors").get(0).path("id").asString())
        .isEqualTo("TooManyRequestsException");
    assertThat(library.get("/library").status()).isEqualTo(429);
    assertThat(library.get("/library").status()).isEqualTo(200);
  }

  @Test
  void a_call_can_fail_before_it_takes_effect() {
    faults.json("POST", "/ziflow", Map.of("method", "POST", "path", "/v1/proofs", "status", 503));
    assertThat(
            proofRequests
                .api
                .json("POST", "/proofs", body("before", NOWHERE, stage("Brand")))
                .status())
        .isEqualTo(503);
    assertThat(found("before")).isZero();
  }

  @Test
  void a_call_can_fail_after_it_took_effect() {
    faults.json(
        "POST",
        "/ziflow",
        Map.of("method", "POST", "path", "/v1/proofs", "status", 500, "after_applying", true));
    assertThat(
            proofRequests
                .api
                .json("POST", "/proofs", body("after", NOWHERE, stage("Brand")))
                .status())
        .isEqualTo(500);
    assertThat(found("after")).isEqualTo(1);
  }

  @Test
  void a_connection_can_be_cut_after_the_call_took_effect() {
    faults.json(
        "POST",
        "/ziflow",
        Map.of("method", "POST", "path", "/v1/proofs", "status", 0, "after_applying", true));
    assertThatThrownBy(
            () -> proofRequests.api.json("POST", "/proofs", body("cut", NOWHERE, stage("Brand"))))
        .isInstanceOf(UncheckedIOException.class)
        .hasCauseInstanceOf(IOException.class);
    assertThat(found("cut")).isEqualTo(1);
  }

  @Test
  void faults_are_listed_and_cleared() {
    faults.json("POST", "/ziflow", Map.of("path", "/v1/nothing", "status", 500));
    assertThat(faults.get("/ziflow").json()).hasSize(1);
    faults.delete("/ziflow");
    assertThat(faults.get("/ziflow").json()).isEmpty();
    assertThat(faults.get("/elsewhere").status()).isEqualTo(404);
  }

  @Test
  void a_random_fault_affects_the_same_calls_for_the_same_seed() {
    var first = statuses(7);
    assertThat(first).contains(200, 500).containsOnly(200, 500);
    assertThat(statuses(7)).isEqualTo(first);
    assertThat(statuses(8)).isNotEqualTo(first);
  }

  @Test
  void a_random_fault_throttles_calls_with_or_without_a_time_to_wait() {
    addRandomFault("throttled", Map.of("path", "/v1/users", "retry_after", 3));
    var withRetryAfter = proofRequests.api.get("/users");
    assertThat(withRetryAfter.status()).isEqualTo(429);
    assertThat(withRetryAfter.raw().headers().firstValue("Retry-After")).hasValue("3");
    faults.delete("/ziflow");
    addRandomFault("throttled", Map.of("path", "/v1/users"));
    assertThat(proofRequests.api.get("/users").status()).isEqualTo(429);
    assertThat(proofRequests.api.get("/users").raw().headers().firstValue("Retry-After")).isEmpty();
    assertThat(proofRequests.api.get("/contacts").status()).isEqualTo(200);
  }

  @Test
  void a_random_fault_fails_calls_before_or_after_they_took_effect() {
    addRandomFault("error_before", Map.of("path", "/v1/proofs", "method", "POST"));
    assertThat(create("random-before").status()).isEqualTo(503);
    assertThat(found("random-before")).isZero();
    faults.delete("/ziflow");
    addRandomFault("error_after", Map.of("path", "/v1/proofs", "method", "POST", "status", 500));
    assertThat(create("random-after").status()).isEqualTo(500);
    assertThat(found("random-after")).isEqualTo(1);
  }

  @Test
  void a_random_fault_drops_or_truncates_answers_after_the_call_took_effect() {
    for (var kind : List.of("dropped", "half_body")) {
      addRandomFault(kind, Map.of("path", "/v1/proofs", "method", "POST"));
      assertThatThrownBy(() -> create("random-" + kind))
          .as(kind)
          .isInstanceOf(UncheckedIOException.class);
      assertThat(found("random-" + kind)).as(kind).isEqualTo(1);
      faults.delete("/ziflow");
    }
  }

  @Test
  void a_random_fault_delays_or_slows_answers_that_stay_correct() {
    for (var kind : List.of("latency", "slow_body")) {
      addRandomFault(kind, Map.of("path", "/v1/users", "delay_millis", 400));
      var begun = System.nanoTime();
      var answer = proofRequests.api.get("/users");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).as(kind).isGreaterThan(ofMillis(390));
      assertThat(answer.json().path("users")).as(kind).hasSize(1);
      faults.delete("/ziflow");
    }
  }

  @Test
  void a_random_fault_makes_searches_and_lists_lag_but_not_reads() {
    addRandomFault("search_lag", Map.of("delay_millis", 3_600_000));
    var id = create("lag").json().path("id").asString();
    assertThat(found("lag")).isZero();
    assertThat(listed(id)).isFalse();
    assertThat(proofRequests.api.get("/proofs/" + id).status()).isEqualTo(200);
    faults.delete("/ziflow");
    assertThat(found("lag")).isEqualTo(1);
    assertThat(listed(id)).isTrue();
  }

  @Test
  void a_random_fault_makes_library_searches_lag() {
    faults.json("POST", "/photoshelter", Map.of("kind", "search_lag", "delay_millis", 3_600_000));
    var admin = HttpCaller.at(sandbox.pages(), "/admin/photoshelter");
    var media = admin.get("/media").json().get(0).path("id").asString();
    admin.json("POST", "/media/%s/keywords/lagging".formatted(media), "{}");
    var library = PhotoShelterAuthenticationIT.loggedIn(sandbox);
    var search = "/media?org_id=%s&keywords=lagging".formatted(sandbox.accounts().organizationId());
    assertThat(library.get(search).json().path("data")).isEmpty();
    faults.delete("/photoshelter");
    assertThat(library.get(search).json().path("data")).hasSize(1);
  }

  @Test
  void a_random_fault_ends_the_session_of_a_member_call() {
    var library = PhotoShelterAuthenticationIT.loggedIn(sandbox);
    faults.json("POST", "/photoshelter", Map.of("kind", "session_expiry"));
    var ended = library.get("/library");
    assertThat(ended.status()).isEqualTo(401);
    faults.delete("/photoshelter");
    assertThat(library.get("/library").status()).isEqualTo(401);
    assertThat(PhotoShelterAuthenticationIT.loggedIn(sandbox).get("/library").status())
        .isEqualTo(200);
    faults.json("POST", "/photoshelter", Map.of("kind", "session_expiry", "probability", 0));
    assertThat(PhotoShelterAuthenticationIT.loggedIn(sandbox).get("/library").status())
        .isEqualTo(200);
  }

  @Test
  void a_simulator_accepts_only_faults_for_targets_that_it_has() {
    var event = Map.of("kind", "webhook_lost");
    assertThat(faults.json("POST", "/photoshelter", event).status()).isEqualTo(400);
    var session = Map.of("kind", "session_expiry");
    assertThat(faults.json("POST", "/ziflow", session).status()).isEqualTo(400);
  }

  @Test
  void an_invalid_random_fault_is_refused() {
    for (var wrong :
        List.of(
            Map.of("kind", "magic"),
            Map.of("kind", "dropped", "path", "("),
            Map.of("kind", "dropped", "probability", 2),
            Map.of("kind", "error_after", "status", 200))) {
      assertThat(faults.json("POST", "/ziflow", wrong).status()).as("%s", wrong).isEqualTo(400);
    }
    assertThat(faults.get("/ziflow").json()).isEmpty();
  }

  @Test
  void random_faults_are_set_listed_and_cleared_on_a_page() {
    var pages = HttpCaller.at(sandbox.pages(), "");
    assertThat(pages.get("/").text()).contains("href=\"/faults\"");
    var set =
        pages.form(
            "POST",
            "/faults",
            "side",
            "ziflow",
            "kind",
            "slow_body",
            "probability",
            "0.25",
            "seed",
            "42",
            "method",
            "*",
            "path",
            "/v1/none",
            "retry_after",
            "");
    assertThat(set.status()).isEqualTo(303);
    assertThat(pages.get("/faults").text())
        .contains("<td data-label=\"What\">slow_body</td>")
        .contains("/v1/none")
        .contains("probability 0.25, seed 42");
    assertThat(pages.form("POST", "/faults/clear").status()).isEqualTo(303);
    assertThat(pages.get("/faults").text()).contains("None is set");
  }

  private static List<Integer> statuses(long seed) {
    addRandomFault(
        "error_before",
        Map.of("path", "/v1/users", "probability", 0.5, "seed", seed, "status", 500));
    var seen =
        IntStream.range(0, 20).mapToObj(_ -> proofRequests.api.get("/users").status()).toList();
    faults.delete("/ziflow");
    return seen;
  }

  private static void addRandomFault(String kind, Map<String, Object> more) {
    var given = new HashMap<>(more);
    given.put("kind", kind);
    assertThat(faults.json("POST", "/ziflow", given).status()).isEqualTo(204);
  }

  private static HttpCaller.Answer create(String key) {
    return proofRequests.api.json("POST", "/proofs", body(key, NOWHERE, stage("Brand")));
  }

  private static boolean listed(String id) {
    return proofRequests
        .api
        .get("/proofs?count=100")
        .json()
        .path("proofs")
        .valueStream()
        .anyMatch(proof -> proof.path("id").asString().equals(id));
  }

  private static int found(String key) {
    return proofRequests
        .api
        .json("POST", "/proofs/search", Json.object("pass_through_value", List.of(key)))
        .json()
        .path("proofs")
        .size();
  }
}
