package io.proofline.sandbox;

import static io.proofline.sandbox.ProofRequests.stage;
import static io.proofline.sandbox.ZiflowFixture.CY;
import static io.proofline.sandbox.ZiflowFixture.DEE;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.sandbox.web.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verdicts that decisions yield, over HTTP. */
class ZiflowDecisionsIT {
  @TempDir static Path data;
  private static ZiflowFixture ziflow;

  @BeforeAll
  static void open() {
    ziflow = ZiflowFixture.open(data);
  }

  @AfterAll
  static void close() {
    ziflow.close();
  }

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
    var proof = ziflow.ready("p:" + first + second, stage("Brand", CY, DEE));
    ziflow.proofs.decide(proof, CY, first);
    assertThat(ziflow.proofs.read(proof.path("id").asString()).path("status").asString())
        .isEqualTo("in_progress");
    ziflow.proofs.decide(proof, DEE, second);
    var decided = ziflow.proofs.read(proof.path("id").asString());
    assertThat(decided.path("decision_status").asString()).isEqualTo(verdict);
    assertThat(decided.path("status").asString()).isEqualTo("completed");
    assertThat(decided.path("decision_date").isString()).isTrue();
    assertThat(decided.path("stages").get(0).path("status").path("decision_status").asString())
        .isEqualTo(verdict);
  }

  @Test
  void a_proof_is_open_until_every_stage_is_decided() {
    var proof = ziflow.ready("st:1", stage("Brand", CY), stage("Legal", DEE));
    ziflow.proofs.decide(proof, CY, "approved");
    assertThat(ziflow.proofs.read(proof.path("id").asString()).path("decision_status").isNull())
        .isTrue();
    ziflow.proofs.decide(proof, DEE, "changes_required");
    assertThat(ziflow.proofs.read(proof.path("id").asString()).path("decision_status").asString())
        .isEqualTo("changes_required");
  }

  @Test
  void one_decision_completes_a_stage_that_requires_only_one() {
    var stage = stage("Brand", CY, DEE);
    stage.put("final_status_calculation", Json.object("type", "only_one_decision"));
    var proof = ziflow.ready("o:1", stage);
    ziflow.proofs.decide(proof, DEE, "approved");
    assertThat(ziflow.proofs.read(proof.path("id").asString()).path("decision_status").asString())
        .isEqualTo("approved");
  }

  @Test
  void a_decision_can_be_changed_and_revoked_while_unlocked() {
    var proof = ziflow.ready("u:1", stage("Brand", CY));
    ziflow.proofs.decide(proof, CY, "approved");
    ziflow.proofs.decide(proof, CY, "changes_required");
    assertThat(ziflow.proofs.read(proof.path("id").asString()).path("decision_status").asString())
        .isEqualTo("changes_required");
    ziflow.proofs.decide(proof, CY, "pending");
    var open = ziflow.proofs.read(proof.path("id").asString());
    assertThat(open.path("status").asString()).isEqualTo("in_progress");
    assertThat(open.path("decision_status").isNull()).isTrue();
    assertThat(open.path("decision_date").isNull()).isTrue();
  }

  @Test
  void lock_on_decisions_locks_after_all_decisions_and_the_owner_can_unlock() {
    var locking = ziflow.body("lk:1", stage("Brand", CY));
    locking.put("lock_on_decisions", true);
    var proof = ziflow.proofs.ready(locking);
    ziflow.proofs.decide(proof, CY, "approved");
    assertThat(ziflow.proofs.read(proof.path("id").asString()).path("locked").asBoolean()).isTrue();
    assertThat(ziflow.proofs.decide(proof, CY, "pending").status()).isEqualTo(403);
    ziflow.api.json("PUT", "/proofs/" + proof.path("id").asString(), Map.of("locked", false));
    assertThat(ziflow.proofs.decide(proof, CY, "pending").status()).isEqualTo(200);
  }

  @Test
  void decision_and_completed_are_required() {
    var proof = ziflow.ready("q:1", stage("Brand", CY));
    var path = "/proofs/%s/reviewers/status".formatted(proof.path("id").asString());
    var reviewer = proof.path("stages").get(0).path("members").get(1).path("id").asString();
    assertThat(
            ziflow
                .api
                .json("POST", path, Map.of("reviewer_id", reviewer, "completed", true))
                .status())
        .isEqualTo(422);
    assertThat(
            ziflow
                .api
                .json("POST", path, Map.of("reviewer_id", reviewer, "decision", "approved"))
                .status())
        .isEqualTo(422);
    assertThat(
            ziflow
                .api
                .json(
                    "POST",
                    path,
                    Map.of("reviewer_id", "nobody", "decision", "approved", "completed", true))
                .status())
        .isEqualTo(404);
  }

  @Test
  void decision_reasons_are_stored_with_their_labels() {
    var proof = ziflow.ready("re:1", stage("Brand", CY));
    var reason = ziflow.api.get("/decision-reasons").json().path("options").get(0);
    var reviewer = proof.path("stages").get(0).path("members").get(1).path("id").asString();
    var decided =
        ziflow.api.json(
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
}
