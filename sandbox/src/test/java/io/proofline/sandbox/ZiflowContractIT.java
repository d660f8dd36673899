package io.proofline.sandbox;

import static io.proofline.sandbox.Proofs.body;
import static io.proofline.sandbox.Proofs.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.ZiflowSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the Ziflow fact sheet says, asked over HTTP. */
class ZiflowContractIT {
  private static final String CY = "cy@example.com";
  private static final String DEE = "dee@example.com";

  @TempDir static Path data;
  private static Sandbox sandbox;
  private static Receiver receiver;
  private static Proofs proofs;
  private static Caller api;
  private static URI picture;

  @BeforeAll
  static void start() {
    sandbox = Sandbox.start(SandboxSettings.in(data));
    receiver = new Receiver();
    proofs = new Proofs(sandbox);
    api = proofs.api;
    picture = receiver.serving("fig.jpg", PhotoShelterContractIT.resource("fig-in-red-bowl.jpg"));
  }

  @AfterAll
  static void stop() {
    receiver.close();
    sandbox.close();
  }

  // ---- who may come in

  @Test
  void the_key_comes_in_four_ways() {
    var key = sandbox.accounts().ziflowApiKey();
    var open = Caller.at(sandbox.ziflow(), "/v1");
    var basic = Base64.getEncoder().encodeToString((key + ":").getBytes(StandardCharsets.UTF_8));
    assertThat(open.get("/users?count=1").status()).isEqualTo(401);
    assertThat(open.get("/users?count=1").json().path("message").isString()).isTrue();
    assertThat(open.with("apikey", "wrong").get("/users?count=1").status()).isEqualTo(401);
    assertThat(open.with("apikey", key).get("/users?count=1").status()).isEqualTo(200);
    assertThat(open.with("Authorization", "Bearer " + key).get("/users?count=1").status())
        .isEqualTo(200);
    assertThat(open.with("Authorization", "Basic " + basic).get("/users?count=1").status())
        .isEqualTo(200);
    assertThat(open.get("/users?count=1&apikey=" + key).status()).isEqualTo(200);
  }

  // ---- creating

  @Test
  void a_create_is_answered_at_once_and_the_file_is_fetched_afterwards() {
    var created = api.json("POST", "/proofs", body("c:1", picture, stage("Brand", CY)));
    assertThat(created.status()).isEqualTo(200);
    assertThat(created.json().propertyNames()).containsExactly("id");
    var proof = proofs.ready(body("c:2", picture, stage("Brand", CY)));
    assertThat(proof.path("status").asString()).isEqualTo("in_progress");
    assertThat(proof.path("pass_through_value").asString()).isEqualTo("c:2");
    assertThat(proof.path("decision_status").isNull()).isTrue();
    assertThat(proof.path("created_at").asString())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    assertThat(proof.path("stages").get(0).path("status").path("status").asString())
        .isEqualTo("in_progress");
    assertThat(
            proof
                .path("stages")
                .get(0)
                .path("members")
                .get(1)
                .path("contact")
                .path("type")
                .asString())
        .isEqualTo("guest");
  }

  @Test
  void source_and_previews_are_served() {
    var proof = proofs.ready(body("c:3", picture, stage("Brand", CY)));
    var origin = Caller.at(sandbox.ziflow(), "");
    var at = sandbox.ziflow().toString().length();
    assertThat(origin.get(proof.path("download_link").asString().substring(at)).bytes())
        .isEqualTo(PhotoShelterContractIT.resource("fig-in-red-bowl.jpg"));
    assertThat(
            origin
                .get(proof.path("thumbnail_link").asString().substring(at))
                .raw()
                .headers()
                .firstValue("Content-Type"))
        .hasValue("image/jpeg");
  }

  @Test
  void a_proof_fails_when_its_file_does_not_come_or_is_no_picture() {
    assertThat(
            proofs
                .ready(body("f:1", receiver.address("/files/missing.jpg"), stage("Brand", CY)))
                .path("status")
                .asString())
        .isEqualTo("failed");
    var text =
        receiver.serving("page.jpg", "<html>not a picture</html>".getBytes(StandardCharsets.UTF_8));
    assertThat(proofs.ready(body("f:2", text, stage("Brand", CY))).path("status").asString())
        .isEqualTo("failed");
  }

  @Test
  void a_file_whose_server_is_started_anew_meanwhile_is_still_fetched() {
    URI late;
    try (var before = new Receiver()) {
      late = before.address("/files/late.jpg");
    }
    var id = proofs.create(body("f:3", late, stage("Brand", CY)));
    assertThat(status(id)).isEqualTo("uploading");
    try (var again = new Receiver(late.getPort())) {
      again.serving("late.jpg", PhotoShelterContractIT.resource("fig-in-red-bowl.jpg"));
      await().atMost(Duration.ofSeconds(20)).until(() -> status(id).equals("in_progress"));
    }
  }

  private static String status(String proof) {
    return api.get("/proofs/" + proof).json().path("status").asString();
  }

  @Test
  void a_create_that_breaks_a_rule_is_refused() {
    var guest =
        Json.object(
            "name", "Brand", "members", List.of(Json.object("email", CY, "decision", true)));
    assertThat(api.json("POST", "/proofs", body("r:1", picture, guest)).status()).isEqualTo(422);
    assertThat(api.json("POST", "/proofs", body("r:1", picture)).status()).isEqualTo(422);
    assertThat(
            api.json("POST", "/proofs", body("r:1", URI.create("ftp://x/y"), stage("Brand", CY)))
                .status())
        .isEqualTo(422);
    assertThat(
            api.json("POST", "/proofs", body("k".repeat(1025), picture, stage("Brand", CY)))
                .status())
        .isEqualTo(422);
    assertThat(api.json("POST", "/proofs", "{not json").status()).isEqualTo(400);
    assertThat(
            api.json(
                    "POST",
                    "/proofs",
                    body(
                        "r:1",
                        picture,
                        stage("A", CY),
                        stage("B", CY),
                        stage("C", CY),
                        stage("D", CY)))
                .status())
        .isEqualTo(403);
    assertThat(found("r:1")).isEmpty();
  }

  @Test
  void a_new_version_is_a_proof_of_its_own_and_locks_the_older() {
    var first = proofs.ready(body("v:1", picture, stage("Brand", CY)));
    var next = body("v:2", picture, stage("Brand", CY));
    next.put("version_previous_id", first.path("id").asString());
    var second = proofs.ready(next);
    assertThat(second.path("version").asInt()).isEqualTo(2);
    assertThat(second.path("versions")).hasSize(2);
    assertThat(proofs.read(first.path("id").asString()).path("locked").asBoolean()).isTrue();
    assertThat(proofs.decide(first, CY, "approved").status()).isEqualTo(403);
    assertThat(proofs.read(first.path("id").asString()).path("download_link").isNull()).isTrue();
    assertThat(proofs.decide(second, CY, "approved").status()).isEqualTo(200);
  }

  // ---- finding

  @Test
  void a_search_finds_by_pass_through_value_and_projects() {
    var id = proofs.create(body("s:1", picture, stage("Brand", CY)));
    proofs.create(body("s:10", picture, stage("Brand", CY)));
    assertThat(found("s:1")).containsExactly(id);
    assertThat(found("s:1", "s:10")).hasSize(2);
    var projected =
        api.json(
                "POST",
                "/proofs/search",
                Map.of("proof_id", List.of(id), "fields", "id,stages.name"))
            .json()
            .path("proofs")
            .get(0);
    assertThat(projected.propertyNames()).containsExactly("id", "stages");
    assertThat(projected.path("stages").get(0).propertyNames()).containsExactly("name");
    assertThat(
            api.json(
                    "POST",
                    "/proofs/search",
                    Map.of("proof_id", java.util.Collections.nCopies(101, id)))
                .status())
        .isEqualTo(422);
  }

  @Test
  void lists_are_newest_first_and_paged_without_a_total() {
    proofs.create(body("l:1", picture, stage("Brand", CY)));
    var newest = proofs.create(body("l:2", picture, stage("Brand", CY)));
    var page = api.get("/proofs?count=1&page=1").json();
    assertThat(page.propertyNames()).containsExactly("count", "page", "has_more", "proofs");
    assertThat(page.path("has_more").asBoolean()).isTrue();
    assertThat(page.path("proofs").get(0).path("id").asString()).isEqualTo(newest);
    assertThat(api.get("/proofs?count=101").status()).isEqualTo(422);
  }

  @Test
  void a_deleted_proof_is_gone_and_its_answer_is_empty() {
    var id = proofs.create(body("d:1", picture, stage("Brand", CY)));
    var answer = api.delete("/proofs/" + id);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.bytes()).isEmpty();
    assertThat(api.get("/proofs/" + id).status()).isEqualTo(404);
    assertThat(found("d:1")).isEmpty();
  }

  // ---- deciding

  @ParameterizedTest(name = "{0} and {1} make {2}")
  @CsvSource({
    "approved,approved,approved",
    "approved,changes_required,changes_required",
    "approved,approved_with_changes,approved_with_changes",
    "approved_with_changes,changes_required,changes_required",
    "not_relevant,approved,approved",
    "not_relevant,not_relevant,not_relevant"
  })
  void all_decisions_follow_the_precedence(String first, String second, String verdict) {
    var proof = proofs.ready(body("p:" + first + second, picture, stage("Brand", CY, DEE)));
    proofs.decide(proof, CY, first);
    assertThat(proofs.read(proof.path("id").asString()).path("status").asString())
        .isEqualTo("in_progress");
    proofs.decide(proof, DEE, second);
    var decided = proofs.read(proof.path("id").asString());
    assertThat(decided.path("decision_status").asString()).isEqualTo(verdict);
    assertThat(decided.path("status").asString()).isEqualTo("completed");
    assertThat(decided.path("decision_date").isString()).isTrue();
    assertThat(decided.path("stages").get(0).path("status").path("decision_status").asString())
        .isEqualTo(verdict);
  }

  @Test
  void a_proof_is_open_until_every_stage_is_decided() {
    var proof = proofs.ready(body("st:1", picture, stage("Brand", CY), stage("Legal", DEE)));
    proofs.decide(proof, CY, "approved");
    assertThat(proofs.read(proof.path("id").asString()).path("decision_status").isNull()).isTrue();
    proofs.decide(proof, DEE, "changes_required");
    assertThat(proofs.read(proof.path("id").asString()).path("decision_status").asString())
        .isEqualTo("changes_required");
  }

  @Test
  void one_decision_settles_a_stage_that_wants_only_one() {
    var stage = stage("Brand", CY, DEE);
    stage.put("final_status_calculation", Json.object("type", "only_one_decision"));
    var proof = proofs.ready(body("o:1", picture, stage));
    proofs.decide(proof, DEE, "approved");
    assertThat(proofs.read(proof.path("id").asString()).path("decision_status").asString())
        .isEqualTo("approved");
  }

  @Test
  void a_decision_can_be_changed_and_taken_back_while_unlocked() {
    var proof = proofs.ready(body("u:1", picture, stage("Brand", CY)));
    proofs.decide(proof, CY, "approved");
    proofs.decide(proof, CY, "changes_required");
    assertThat(proofs.read(proof.path("id").asString()).path("decision_status").asString())
        .isEqualTo("changes_required");
    proofs.decide(proof, CY, "pending");
    var open = proofs.read(proof.path("id").asString());
    assertThat(open.path("status").asString()).isEqualTo("in_progress");
    assertThat(open.path("decision_status").isNull()).isTrue();
    assertThat(open.path("decision_date").isNull()).isTrue();
  }

  @Test
  void lock_on_decisions_locks_when_all_are_in_and_the_owner_can_unlock() {
    var locking = body("lk:1", picture, stage("Brand", CY));
    locking.put("lock_on_decisions", true);
    var proof = proofs.ready(locking);
    proofs.decide(proof, CY, "approved");
    assertThat(proofs.read(proof.path("id").asString()).path("locked").asBoolean()).isTrue();
    assertThat(proofs.decide(proof, CY, "pending").status()).isEqualTo(403);
    api.json("PUT", "/proofs/" + proof.path("id").asString(), Map.of("locked", false));
    assertThat(proofs.decide(proof, CY, "pending").status()).isEqualTo(200);
  }

  @Test
  void decision_and_completed_are_required() {
    var proof = proofs.ready(body("q:1", picture, stage("Brand", CY)));
    var path = "/proofs/%s/reviewers/status".formatted(proof.path("id").asString());
    var reviewer = proof.path("stages").get(0).path("members").get(1).path("id").asString();
    assertThat(api.json("POST", path, Map.of("reviewer_id", reviewer, "completed", true)).status())
        .isEqualTo(422);
    assertThat(
            api.json("POST", path, Map.of("reviewer_id", reviewer, "decision", "approved"))
                .status())
        .isEqualTo(422);
    assertThat(
            api.json(
                    "POST",
                    path,
                    Map.of("reviewer_id", "nobody", "decision", "approved", "completed", true))
                .status())
        .isEqualTo(404);
  }

  @Test
  void reasons_are_kept_with_their_labels() {
    var proof = proofs.ready(body("re:1", picture, stage("Brand", CY)));
    var reason = api.get("/decision-reasons").json().path("options").get(0);
    var reviewer = proof.path("stages").get(0).path("members").get(1).path("id").asString();
    var decided =
        api.json(
            "POST",
            "/proofs/%s/reviewers/status".formatted(proof.path("id").asString()),
            Json.object(
                "reviewer_id",
                reviewer,
                "decision",
                "changes_required",
                "completed",
                true,
                "decision_checklist",
                Json.object("options", List.of(Json.object("id", reason.path("id").asString())))));
    assertThat(decided.json().path("decision_checklist").path("options").get(0).path("label"))
        .isEqualTo(reason.path("label"));
  }

  // ---- changing

  @Test
  void put_replaces_the_list_of_stages_and_keeps_what_has_only_an_id() {
    var proof = proofs.ready(body("pu:1", picture, stage("Brand", CY), stage("Legal", DEE)));
    proofs.decide(proof, CY, "approved");
    var brand = Json.object("id", proof.path("stages").get(0).path("id").asString());
    var changed =
        api.json(
                "PUT",
                "/proofs/" + proof.path("id").asString(),
                Json.object("stages", List.of(brand, stage("Press", "pat@example.com"))))
            .json();
    assertThat(changed.path("stages").valueStream().map(stage -> stage.path("name").asString()))
        .containsExactly("Brand", "Press");
    assertThat(changed.path("stages").get(0).path("status").path("decision_status").asString())
        .isEqualTo("approved");
    assertThat(changed.path("stages").get(1).path("status").path("status").asString())
        .isEqualTo("in_progress");
    assertThat(changed.path("decision_status").isNull()).isTrue();
  }

  @Test
  void reviewers_come_and_go_one_by_one() {
    var proof = proofs.ready(body("rv:1", picture, stage("Brand", CY)));
    var stage =
        "/proofs/%s/stages/%s/reviewers"
            .formatted(
                proof.path("id").asString(), proof.path("stages").get(0).path("id").asString());
    var added =
        api.json("POST", stage, List.of(Map.of("email", "new@example.com", "decision", true)))
            .json();
    assertThat(added.get(0).path("contact").path("email").asString()).isEqualTo("new@example.com");
    assertThat(
            api.json("PUT", stage + "/new@example.com", Map.of("decision", false))
                .json()
                .path("decision")
                .asBoolean())
        .isFalse();
    assertThat(api.get(stage + "/new@example.com").status()).isEqualTo(200);
    assertThat(api.delete(stage + "/new@example.com").bytes()).isEmpty();
    assertThat(api.get(stage + "/new@example.com").status()).isEqualTo(404);
    assertThat(api.delete(stage + "/" + SandboxAccounts.ZIFLOW_USER).status()).isEqualTo(422);
  }

  @Test
  void comments_nest_replies() {
    var proof = proofs.ready(body("co:1", picture, stage("Brand", CY)));
    var path = "/proofs/%s/comments".formatted(proof.path("id").asString());
    assertThat(api.json("POST", path, Map.of("comment", "no place")).status()).isEqualTo(422);
    var id =
        api.json(
                "POST",
                path,
                Map.of(
                    "comment",
                    "Logo too small",
                    "location",
                    Map.of("page", 1),
                    "reviewer",
                    Map.of("email", CY)))
            .json()
            .path("id")
            .asString();
    api.json(
        "POST",
        path,
        Map.of("comment", "Noted", "location", Map.of("page", 1), "parent_comment_id", id));
    var comments = api.get(path).json();
    assertThat(comments).hasSize(1);
    assertThat(comments.get(0).path("reviewer").path("email").asString()).isEqualTo(CY);
    assertThat(comments.get(0).path("replies").get(0).path("comment").asString())
        .isEqualTo("Noted");
  }

  @Test
  void folders_nest_and_hold_proofs() {
    var root = api.json("POST", "/folders", Map.of("name", "Jobs")).json().path("id").asString();
    var child =
        api.json("POST", "/folders", Map.of("name", "2026", "parent_folder_id", root))
            .json()
            .path("id")
            .asString();
    assertThat(api.get("/folders/" + root).json().get(0).path("id").asString()).isEqualTo(child);
    var inside = body("fo:1", picture, stage("Brand", CY));
    inside.put("folder_id", child);
    var proof = proofs.read(proofs.create(inside));
    assertThat(proof.path("folder").path("folder_path").valueStream().map(each -> each.asString()))
        .containsExactly("Jobs", "2026");
    assertThat(
            api.json(
                    "POST",
                    "/proofs/search",
                    Map.of("folder", List.of(Map.of("id", root, "include_subfolders", true))))
                .json()
                .path("proofs"))
        .hasSize(1);
    inside.put("folder_id", "nowhere");
    assertThat(api.json("POST", "/proofs", inside).status()).isEqualTo(422);
  }

  @Test
  void webhooks_are_inactive_unless_asked_and_cannot_be_put() {
    var made =
        api.json(
                "POST",
                "/webhooks",
                Json.object(
                    "name",
                    "x",
                    "target",
                    "http://127.0.0.1:9/x",
                    "generate_signature_key",
                    true,
                    "subscription_types",
                    Json.object("proof", Json.object("created", true))))
            .json();
    assertThat(made.path("active").asBoolean()).isFalse();
    assertThat(made.path("webhook_signature_key").isString()).isTrue();
    assertThat(
            api.get("/webhooks")
                .json()
                .valueStream()
                .map(hook -> hook.path("webhook_signature_key")))
        .contains(made.path("webhook_signature_key"));
    assertThat(
            api.json("PUT", "/webhooks/" + made.path("id").asString(), Map.of("active", true))
                .status())
        .isIn(404, 405);
    assertThat(api.delete("/webhooks/" + made.path("id").asString()).bytes()).isEmpty();
    assertThat(api.delete("/webhooks/" + made.path("id").asString()).status()).isEqualTo(404);
  }

  @Test
  void editions_and_search_lag_are_switches(@TempDir Path other) {
    var switches =
        ZiflowSettings.defaults()
            .withEdition(ZiflowSettings.Edition.STANDARD)
            .withSearchLag(java.time.Duration.ofHours(1));
    try (var switched = Sandbox.start(SandboxSettings.in(other).with(switches))) {
      var there = new Proofs(switched);
      assertThat(
              there
                  .api
                  .json(
                      "POST",
                      "/proofs",
                      body("e:1", picture, stage("A", CY), stage("B", CY), stage("C", CY)))
                  .status())
          .isEqualTo(403);
      var id = there.create(body("e:2", picture, stage("A", CY)));
      assertThat(
              there
                  .api
                  .json("POST", "/proofs/search", Map.of("pass_through_value", List.of("e:2")))
                  .json()
                  .path("proofs"))
          .isEmpty();
      assertThat(there.read(id).path("id").asString()).isEqualTo(id);
    }
  }

  private static List<String> found(String... keys) {
    var answer =
        api.json(
            "POST", "/proofs/search?count=100&page=1", Map.of("pass_through_value", List.of(keys)));
    return answer
        .json()
        .path("proofs")
        .valueStream()
        .map(proof -> proof.path("id").asString())
        .toList();
  }
}
