package io.proofline.sandbox;

import static io.proofline.sandbox.ProofRequests.body;
import static io.proofline.sandbox.ProofRequests.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.sandbox.ziflow.account.SignatureMode;
import io.proofline.sandbox.ziflow.account.WebhookRetryPolicy;
import io.proofline.sandbox.ziflow.account.ZiflowSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Webhook deliveries: thin events, one a POST, signed, retried after the documented answers only.
 *
 * <p>Longer than 300 lines because one test for each rule of delivery.
 */
class WebhookDeliveryIT {
  private static final String CY = "cy@example.com";
  private static final WebhookRetryPolicy FAST =
      new WebhookRetryPolicy(Duration.ofMillis(500), Duration.ofMillis(5), 4);

  @TempDir Path data;
  private WebhookReceiver webhookReceiver;
  private URI picture;

  @BeforeEach
  void receiver() {
    webhookReceiver = new WebhookReceiver();
    picture =
        webhookReceiver.serveFile(
            "fig.jpg", PhotoShelterAuthenticationIT.resource("fig-in-red-bowl.jpg"));
  }

  @AfterEach
  void stop() {
    webhookReceiver.close();
  }

  @Test
  void a_review_sends_thin_events_one_at_a_time() {
    try (var sandbox = start(ZiflowSettings.defaults())) {
      var proofRequests = new ProofRequests(sandbox);
      proofRequests.subscribe(webhookReceiver.address("/hook"), true, "all");
      var proof = proofRequests.ready(body("w:1", picture, stage("Brand", CY)));
      awaitActions("created", "processed", "stage_started");
      proofRequests.decide(proof, CY, "approved");
      proofRequests.decide(proof, CY, "pending");
      awaitActions(
          "created",
          "processed",
          "stage_started",
          "decision",
          "complete_review",
          "status",
          "decision",
          "status");

      assertThat(webhookReceiver.posts())
          .allSatisfy(post ->
              assertThat(post.event().path("proof_event").path("pass_through_value").asString())
                  .isEqualTo("w:1"));
      assertThat(
              webhookReceiver.posts().stream()
                  .map(post -> post.event().path("event_id").asString()))
          .doesNotHaveDuplicates();
      var decision =
          webhookReceiver.posts().stream()
              .filter(post -> post.action().equals("decision"))
              .findFirst()
              .orElseThrow()
              .event();
      assertThat(decision.path("contact").path("email").asString()).isEqualTo(CY);
      assertThat(decision.path("attempt_number").asInt()).isEqualTo(1);
      assertThat(decision.path("proof_event").path("decision_event").path("stage_id"))
          .isEqualTo(proof.path("stages").get(0).path("id"));
      assertThat(decision.path("proof_event").has("stages")).isFalse();
    }
  }

  @Test
  void inactive_webhooks_and_unsubscribed_types_get_no_events() {
    try (var sandbox = start(ZiflowSettings.defaults())) {
      var proofRequests = new ProofRequests(sandbox);
      proofRequests.subscribe(webhookReceiver.address("/hook"), false, "all");
      proofRequests.subscribe(webhookReceiver.address("/hook"), true, "decision");
      var proof = proofRequests.ready(body("w:2", picture, stage("Brand", CY)));
      proofRequests.decide(proof, CY, "approved");
      awaitActions("decision");
    }
  }

  @ParameterizedTest
  @EnumSource(SignatureMode.class)
  void every_signature_scheme_covers_key_address_and_raw_body(SignatureMode mode) {
    try (var sandbox = start(ZiflowSettings.defaults().withSignature(mode))) {
      var proofRequests = new ProofRequests(sandbox);
      var target = webhookReceiver.address("/hook?tag=a/b");
      proofRequests.subscribe(target, true, "created");
      proofRequests.create(body("w:3", picture, stage("Brand", CY)));
      awaitActions("created");
      var post = webhookReceiver.posts().getFirst();
      assertThat(post.headers().get("X-ziflow-signature"))
          .containsExactly(mode.sign("k-77", target, post.body()));
      assertThat(post.headers()).containsKey("X-ziflow-version");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 405})
  void retryable_answers_are_retried_with_the_same_event_id(int status) {
    webhookReceiver.respondWith(number -> number < 3 ? status : 200);
    try (var sandbox = start(ZiflowSettings.defaults().withPace(FAST))) {
      created(sandbox);
      awaitActions("created", "created", "created");
      assertThat(
              webhookReceiver.posts().stream()
                  .map(post -> post.event().path("attempt_number").asInt()))
          .containsExactly(1, 2, 3);
      assertThat(
              webhookReceiver.posts().stream()
                  .map(post -> post.event().path("event_id").asString())
                  .distinct())
          .hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 302, 408, 429, 500, 503})
  void other_answers_end_the_delivery(int status) {
    webhookReceiver.respondWith(_ -> status);
    try (var sandbox = start(ZiflowSettings.defaults().withPace(FAST))) {
      created(sandbox);
      awaitNothingOpen(sandbox);
      assertThat(webhookReceiver.actions()).containsExactly("created");
    }
  }

  @Test
  void an_unanswered_event_is_retried_up_to_the_maximum_of_attempts() {
    webhookReceiver.setUnresponsive(true);
    try (var sandbox =
        start(
            ZiflowSettings.defaults()
                .withPace(
                    new WebhookRetryPolicy(Duration.ofMillis(150), Duration.ofMillis(5), 3)))) {
      created(sandbox);
      awaitNothingOpen(sandbox);
      assertThat(
              webhookReceiver.posts().stream()
                  .map(post -> post.event().path("attempt_number").asInt()))
          .containsExactly(1, 2, 3);
    }
  }

  @Test
  void undelivered_events_survive_a_restart() {
    webhookReceiver.respondWith(_ -> 404);
    try (var sandbox =
        start(
            ZiflowSettings.defaults()
                .withPace(
                    new WebhookRetryPolicy(Duration.ofSeconds(5), Duration.ofMillis(300), 16)))) {
      created(sandbox);
      awaitActions("created");
    }
    webhookReceiver.respondWith(_ -> 200);
    try (var sandbox = start(ZiflowSettings.defaults().withPace(FAST))) {
      awaitNothingOpen(sandbox);
      assertThat(webhookReceiver.posts().getLast().event().path("attempt_number").asInt())
          .isGreaterThan(1);
    }
  }

  @Test
  void scripted_faults_lose_duplicate_and_delay_events() {
    try (var sandbox = start(ZiflowSettings.defaults())) {
      var admin = HttpCaller.at(sandbox.pages(), "/admin/ziflow");
      admin.json("POST", "/mishaps", Map.of("kind", "lost"));
      admin.json("POST", "/mishaps", Map.of("kind", "doubled"));
      admin.json("POST", "/mishaps", Map.of("kind", "late", "delay_millis", 1500));
      var proofRequests = new ProofRequests(sandbox);
      proofRequests.subscribe(
          webhookReceiver.address("/hook"),
          true,
          "created",
          "processed",
          "stage_started",
          "decision");
      var proof = proofRequests.ready(body("w:5", picture, stage("Brand", CY)));
      proofRequests.decide(proof, CY, "approved");
      awaitActions("processed", "processed", "stage_started", "decision");
      assertThat(webhookReceiver.actions().getLast()).isEqualTo("stage_started");
      awaitNothingOpen(sandbox);
    }
  }

  @Test
  void a_random_fault_loses_the_same_events_for_the_same_seed() {
    try (var sandbox = start(ZiflowSettings.defaults())) {
      var proofRequests = new ProofRequests(sandbox);
      proofRequests.subscribe(webhookReceiver.address("/hook"), true, "created");
      var first = arrived(sandbox, proofRequests, 7);
      assertThat(first).isNotEmpty().hasSizeLessThan(12);
      assertThat(arrived(sandbox, proofRequests, 7)).isEqualTo(first);
      assertThat(arrived(sandbox, proofRequests, 8)).isNotEqualTo(first);
    }
  }

  /** Sends twelve events, of which half are lost; returns the received ones. */
  private List<String> arrived(Sandbox sandbox, ProofRequests proofRequests, int seed) {
    addRandomFault(sandbox, Map.of("kind", "webhook_lost", "probability", 0.5, "seed", seed));
    webhookReceiver.clearPosts();
    for (var i = 0; i < 12; i++) {
      proofRequests.create(body("lost:" + i, picture, stage("Brand", CY)));
    }
    awaitNothingOpen(sandbox);
    faults(sandbox).delete("/ziflow");
    return webhookReceiver.posts().stream()
        .map(post -> post.event().path("proof_event").path("pass_through_value").asString())
        .sorted()
        .toList();
  }

  @Test
  void a_random_fault_duplicates_events_under_one_id() {
    try (var sandbox = start(ZiflowSettings.defaults())) {
      addRandomFault(sandbox, Map.of("kind", "webhook_doubled"));
      created(sandbox);
      awaitActions("created", "created");
      assertThat(
              webhookReceiver.posts().stream()
                  .map(post -> post.event().path("event_id").asString())
                  .distinct())
          .hasSize(1);
    }
  }

  @Test
  void a_random_fault_delays_events_of_an_action_until_it_is_cleared() {
    try (var sandbox = start(ZiflowSettings.defaults())) {
      addRandomFault(
          sandbox, Map.of("kind", "webhook_late", "path", "created", "delay_millis", 3_600_000));
      var proofRequests = new ProofRequests(sandbox);
      proofRequests.subscribe(webhookReceiver.address("/hook"), true, "created", "processed");
      proofRequests.ready(body("w:6", picture, stage("Brand", CY)));
      awaitActions("processed");
      assertThat(
              HttpCaller.at(sandbox.pages(), "/admin/ziflow")
                  .get("/deliveries")
                  .json()
                  .path("open"))
          .hasSize(1);
      faults(sandbox).delete("/ziflow");
      created(sandbox);
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> webhookReceiver.actions().contains("created"));
    }
  }

  @Test
  void a_random_fault_sends_an_event_after_the_next_or_alone_after_the_time_out() {
    try (var sandbox = start(ZiflowSettings.defaults())) {
      addRandomFault(
          sandbox,
          Map.of("kind", "webhook_reordered", "path", "created", "delay_millis", 3_600_000));
      var proofRequests = new ProofRequests(sandbox);
      proofRequests.subscribe(webhookReceiver.address("/hook"), true, "created", "processed");
      proofRequests.ready(body("w:7", picture, stage("Brand", CY)));
      awaitActions("created", "processed");
      assertThat(webhookReceiver.actions()).containsExactly("processed", "created");
      faults(sandbox).delete("/ziflow");
      webhookReceiver.clearPosts();
      addRandomFault(sandbox, Map.of("kind", "webhook_reordered", "delay_millis", 100));
      proofRequests.create(body("w:8", URI.create("http://127.0.0.1:1/x.jpg"), stage("Brand", CY)));
      awaitActions("created");
    }
  }

  private static HttpCaller faults(Sandbox sandbox) {
    return HttpCaller.at(sandbox.pages(), "/admin/faults");
  }

  private static void addRandomFault(Sandbox sandbox, Map<String, Object> given) {
    assertThat(faults(sandbox).json("POST", "/ziflow", given).status()).isEqualTo(204);
  }

  @Test
  void the_documented_pace_doubles_from_two_seconds_and_can_be_scaled() {
    var pace = WebhookRetryPolicy.documented();
    assertThat(List.of(pace.responseTimeout(), pace.initialBackoff()))
        .containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(2));
    assertThat(pace.maxAttempts()).isEqualTo(16);
    assertThat(pace.scaled(100).initialBackoff()).isEqualTo(Duration.ofMillis(20));
  }

  private void created(Sandbox sandbox) {
    var proofRequests = new ProofRequests(sandbox);
    proofRequests.subscribe(webhookReceiver.address("/hook"), true, "created");
    proofRequests.create(body("w:4", picture, stage("Brand", CY)));
  }

  private Sandbox start(ZiflowSettings settings) {
    return Sandbox.start(SandboxSettings.in(data).with(settings));
  }

  /** Asserts exactly these events in any order, since the order is not guaranteed. */
  private void awaitActions(String... actions) {
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> assertThat(webhookReceiver.actions()).containsExactlyInAnyOrder(actions));
  }

  private static void awaitNothingOpen(Sandbox sandbox) {
    var admin = HttpCaller.at(sandbox.pages(), "/admin/ziflow");
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> {
          var deliveries = admin.get("/deliveries").json();
          assertThat(deliveries.path("attempts")).isNotEmpty();
          assertThat(deliveries.path("open")).isEmpty();
        });
  }
}
