package io.proofline.sandbox;

import static io.proofline.sandbox.ProofRequests.stage;
import static io.proofline.sandbox.ZiflowFixture.CY;
import static io.proofline.sandbox.ZiflowFixture.DEE;
import static io.proofline.sandbox.ZiflowFixture.id;
import static io.proofline.sandbox.ZiflowFixture.path;
import static io.proofline.sandbox.ZiflowFixture.stagePath;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.account.ZiflowSettings;
import io.proofline.sandbox.ziflow.account.ZiflowSettings.Edition;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * Triggers, deadlines and locks of stages over HTTP, in an Enterprise account.
 *
 * <p>Longer than 300 lines because one test for each rule of stages.
 */
class ZiflowStageFlowIT {
  @TempDir static Path data;
  private static ZiflowFixture ziflow;

  @BeforeAll
  static void open() {
    ziflow = ZiflowFixture.open(data, ZiflowSettings.defaults().withEdition(Edition.ENTERPRISE));
    ziflow.proofs.subscribe(ziflow.receiver.address("/hook"), true, "all");
  }

  @AfterAll
  static void close() {
    ziflow.close();
  }

  @ParameterizedTest(name = "{0} after {1}: {2}")
  @CsvSource({
    "on_completion,approved,in_progress",
    "on_completion,changes_required,in_progress",
    "on_approved,approved,in_progress",
    "on_approved,approved_with_changes,not_started",
    "on_approved_or_approvedwithchanges,approved_with_changes,in_progress",
    "on_approved_or_approvedwithchanges,changes_required,not_started",
    "on_changes_required,changes_required,in_progress",
    "on_changes_required,approved,not_started",
    "manually,approved,not_started"
  })
  void a_stage_starts_when_its_trigger_is_met(String trigger, String decision, String status) {
    var proof =
        ziflow.ready("t:" + trigger + decision, stage("Brand", CY), triggered(trigger, DEE));
    assertThat(status(proof, 1)).isEqualTo("not_started");
    ziflow.proofs.decide(proof, CY, decision);
    assertThat(status(ziflow.reload(proof), 1)).isEqualTo(status);
  }

  @Test
  void a_following_stage_keeps_the_proof_open_and_sends_an_event_when_it_starts() {
    var proof = ziflow.ready("t:1", stage("Brand", CY), triggered("on_completion", DEE));
    ziflow.proofs.decide(proof, CY, "approved");
    assertThat(ziflow.reload(proof).path("decision_status").isNull()).isTrue();
    awaitActions(
        proof,
        "created",
        "processed",
        "stage_started",
        "decision",
        "complete_review",
        "stage_started");
    assertThat(events(proof, "stage_started"))
        .extracting(each -> each.path("stage_started_event").path("stage_id"))
        .contains(proof.path("stages").get(1).path("id"));
    ziflow.proofs.decide(proof, DEE, "approved");
    assertThat(ziflow.reload(proof).path("decision_status").asString()).isEqualTo("approved");
  }

  @Test
  void a_trigger_can_name_any_stage() {
    var last = triggered("on_completion", "pat@example.com");
    last.put("stage_trigger", trigger("on_completion", Map.of("trigger_id", "Brand")));
    var proof = ziflow.ready("t:2", stage("Brand", CY), stage("Legal", DEE), last);
    ziflow.proofs.decide(proof, DEE, "approved");
    assertThat(status(ziflow.reload(proof), 2)).isEqualTo("not_started");
    ziflow.proofs.decide(proof, CY, "approved");
    assertThat(status(ziflow.reload(proof), 2)).isEqualTo("in_progress");
    last.put("stage_trigger", trigger("on_completion", Map.of("trigger_id", "Nobody")));
    assertThat(
            ziflow
                .api
                .json("POST", "/proofs", ziflow.body("t:3", stage("Brand", CY), last))
                .status())
        .isEqualTo(422);
  }

  @Test
  void a_stage_is_started_by_hand() {
    var proof = ziflow.ready("t:4", stage("Brand", CY), triggered("manually", DEE));
    var started = ziflow.api.json("PUT", stagePath(proof, 1) + "/start", "{}").json();
    assertThat(started.path("status").path("status").asString()).isEqualTo("in_progress");
    await()
        .untilAsserted(() ->
            assertThat(events(proof, "stage_started"))
                .extracting(each -> each.path("stage_started_event").path("type").asString())
                .containsExactlyInAnyOrder("automated", "manual"));
  }

  @Test
  void a_passed_deadline_sends_one_event_and_locks_and_starts_waiting_stages() {
    var first = due(stage("Brand", CY), Instant.now().plusMillis(1500));
    first.put("lock", Map.of("type", "on_deadline"));
    var proof = ziflow.ready("dl:1", first, triggered("on_deadline", DEE));
    assertThat(ziflow.proofs.decide(proof, CY, "pending").status()).isEqualTo(200);
    await().atMost(Duration.ofSeconds(10)).until(() -> isLocked(ziflow.reload(proof), 0));
    assertThat(status(ziflow.reload(proof), 1)).isEqualTo("in_progress");
    assertThat(ziflow.proofs.decide(proof, CY, "approved").status()).isEqualTo(403);
    assertThat(comment(proof, CY).status()).isEqualTo(403);
    assertThat(comment(proof, DEE).status()).isEqualTo(200);
    await()
        .untilAsserted(() ->
            assertThat(events(proof, "stage_locked"))
                .extracting(each -> each.path("stage_locked_event").path("type").asString())
                .containsExactly("locked_automatically"));
    await().until(() -> events(proof, "stage_deadline_passed").size() == 1);
    assertThat(found("late")).contains(id(proof));
  }

  @Test
  void a_met_deadline_sends_no_event_and_a_changed_one_is_checked_again() {
    var met = ziflow.ready("dl:2", due(stage("Brand", CY), Instant.now().plusMillis(1500)));
    ziflow.proofs.decide(met, CY, "approved");
    var moved = ziflow.ready("dl:3", due(stage("Brand", CY), Instant.now().plusSeconds(3600)));
    ziflow.api.json(
        "PUT",
        path(moved),
        Map.of(
            "stages",
            List.of(
                Map.of(
                    "id",
                    id(moved.path("stages").get(0)),
                    "deadline",
                    "2026-01-01T10:00:00+01:00"))));
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(events(moved, "stage_deadline_passed")).hasSize(1));
    assertThat(events(met, "stage_deadline_passed")).isEmpty();
    assertThat(ziflow.reload(moved).path("stages").get(0).path("deadline").asString())
        .isEqualTo("2026-01-01T09:00:00.000Z");
  }

  @Test
  void a_deadline_counts_from_the_start_of_a_stage_that_is_triggered() {
    var second = triggered("on_completion", DEE);
    second.put(
        "stage_trigger",
        trigger(
            "on_completion", Map.of("deadline", Map.of("days", 3, "hours", 2, "time", "12:00"))));
    var proof = ziflow.ready("dl:4", stage("Brand", CY), second);
    assertThat(proof.path("stages").get(1).path("deadline").isNull()).isTrue();
    ziflow.proofs.decide(proof, CY, "approved");
    var deadline =
        Instant.parse(ziflow.reload(proof).path("stages").get(1).path("deadline").asString());
    assertThat(deadline)
        .isBetween(Instant.now().plus(Duration.ofDays(2)), Instant.now().plus(Duration.ofDays(4)));
    assertThat(deadline.toString()).contains("T12:00:00");
    var put =
        Map.of("id", id(proof.path("stages").get(0)), "members", List.of(), "deadline", "soon");
    assertThat(ziflow.api.json("PUT", stagePath(proof, 0), put).status()).isEqualTo(422);
  }

  @Test
  void a_stage_locks_when_all_have_decided_and_opens_by_hand() {
    var locking = stage("Brand", CY);
    locking.put("lock", Map.of("type", "on_all_decisions"));
    var proof = ziflow.ready("lo:1", locking);
    ziflow.proofs.decide(proof, CY, "approved");
    assertThat(ziflow.proofs.decide(proof, CY, "pending").status()).isEqualTo(403);
    var stage = Map.of("id", id(proof.path("stages").get(0)), "status", Map.of("locked", false));
    ziflow.api.json("PUT", path(proof), Map.of("stages", List.of(stage)));
    assertThat(ziflow.proofs.decide(proof, CY, "pending").status()).isEqualTo(200);
    await()
        .untilAsserted(() ->
            assertThat(events(proof, "stage_locked"))
                .extracting(each -> each.path("stage_locked_event").path("type").asString())
                .containsExactlyInAnyOrder("locked_automatically", "unlocked_manually"));
  }

  @Test
  void a_stage_locks_when_another_starts() {
    var first = stage("Brand", CY);
    first.put("lock", Map.of("type", "on_next_stage_start", "next_stage_name", "Then"));
    var proof = ziflow.ready("lo:2", first, triggered("on_completion", DEE));
    assertThat(isLocked(proof, 0)).isFalse();
    ziflow.proofs.decide(proof, CY, "approved");
    assertThat(isLocked(ziflow.reload(proof), 0)).isTrue();
  }

  @Test
  void a_stage_of_the_next_version_is_skipped_by_the_decision_of_the_older_one() {
    var first = ziflow.ready("sk:1", stage("Brand", CY), stage("Legal", DEE));
    ziflow.proofs.decide(first, CY, "approved");
    ziflow.proofs.decide(first, DEE, "changes_required");
    var brand = continuing(stage("Brand", CY), first, 0);
    var legal = continuing(stage("Legal", DEE), first, 1);
    var next = ziflow.readyWith("sk:2", Map.of("version_previous_id", id(first)), brand, legal);
    assertThat(next.path("stages").get(0).path("skipped").asBoolean()).isTrue();
    assertThat(next.path("stages").get(0).path("stage_previous_id"))
        .isEqualTo(first.path("stages").get(0).path("id"));
    assertThat(next.path("stages").get(1).path("skipped").asBoolean()).isFalse();
    ziflow.proofs.decide(next, DEE, "approved");
    assertThat(ziflow.reload(next).path("decision_status").asString()).isEqualTo("approved");
  }

  @Test
  void only_the_primary_decision_maker_counts() {
    var stage = stage("Brand", CY, DEE);
    stage.put(
        "final_status_calculation",
        Map.of("type", "primary_decision_maker", "reviewer_email", DEE));
    var proof = ziflow.ready("pr:1", stage);
    ziflow.proofs.decide(proof, CY, "changes_required");
    assertThat(ziflow.reload(proof).path("decision_status").isNull()).isTrue();
    ziflow.proofs.decide(proof, DEE, "approved");
    assertThat(ziflow.reload(proof).path("decision_status").asString()).isEqualTo("approved");
    var calculation = stagePath(proof, 0) + "/final-status-calculation";
    var changed =
        Map.of(
            "type", "primary_decision_maker", "reviewer_id", id(ZiflowFixture.reviewer(proof, CY)));
    assertThat(
            ziflow
                .api
                .json("PUT", calculation, changed)
                .json()
                .path("status")
                .path("decision_status")
                .asString())
        .isEqualTo("changes_required");
    assertThat(
            ziflow
                .api
                .json(
                    "PUT",
                    calculation,
                    Map.of("type", "primary_decision_maker", "reviewer_id", "x"))
                .status())
        .isEqualTo(422);
  }

  private static Map<String, @Nullable Object> triggered(String type, String decider) {
    var stage = stage("Then", decider);
    stage.put("stage_trigger", trigger(type, Map.of()));
    return stage;
  }

  private static Map<String, @Nullable Object> trigger(String type, Map<String, ?> more) {
    var trigger = Json.object("trigger", Map.of("type", type));
    trigger.putAll(more);
    return trigger;
  }

  private static Map<String, @Nullable Object> due(
      Map<String, @Nullable Object> stage, Instant deadline) {
    stage.put("deadline", deadline.toString());
    return stage;
  }

  private static Map<String, @Nullable Object> continuing(
      Map<String, @Nullable Object> stage, JsonNode before, int at) {
    stage.put("stage_previous_id", id(before.path("stages").get(at)));
    stage.put("skip", "on_approved");
    return stage;
  }

  private static HttpCaller.Answer comment(JsonNode proof, String email) {
    var body =
        Map.of("comment", "x", "location", Map.of("page", 1), "reviewer", Map.of("email", email));
    return ziflow.api.json("POST", path(proof) + "/comments", body);
  }

  private static List<String> found(String status) {
    return ziflow
        .api
        .json("POST", "/proofs/search", Map.of("proof_status", List.of(status)))
        .json()
        .path("proofs")
        .valueStream()
        .map(ZiflowFixture::id)
        .toList();
  }

  private static String status(JsonNode proof, int stage) {
    return proof.path("stages").get(stage).path("status").path("status").asString();
  }

  private static boolean isLocked(JsonNode proof, int stage) {
    return proof.path("stages").get(stage).path("status").path("locked").asBoolean();
  }

  private static List<JsonNode> events(JsonNode proof, String action) {
    return events(proof).filter(about -> about.path("action").asString().equals(action)).toList();
  }

  private static Stream<JsonNode> events(JsonNode proof) {
    return ziflow.receiver.posts().stream()
        .map(post -> post.event().path("proof_event"))
        .filter(about -> about.path("proof_id").equals(proof.path("id")));
  }

  private static void awaitActions(JsonNode proof, String... actions) {
    await()
        .untilAsserted(() ->
            assertThat(events(proof).map(about -> about.path("action").asString()))
                .containsExactlyInAnyOrder(actions));
  }
}
