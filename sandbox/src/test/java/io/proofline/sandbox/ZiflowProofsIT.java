package io.proofline.sandbox;

import static io.proofline.sandbox.Proofs.body;
import static io.proofline.sandbox.Proofs.stage;
import static io.proofline.sandbox.Studio.CY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.sandbox.web.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proofs from their creation to their end, asked over HTTP. */
class ZiflowProofsIT {
  @TempDir static Path data;
  private static Studio ziflow;

  @BeforeAll
  static void open() {
    ziflow = Studio.open(data);
  }

  @AfterAll
  static void close() {
    ziflow.close();
  }

  @Test
  void a_create_is_answered_at_once_and_the_file_is_fetched_afterwards() {
    var created = ziflow.api.json("POST", "/proofs", ziflow.body("c:1", stage("Brand", CY)));
    assertThat(created.status()).isEqualTo(200);
    assertThat(created.json().propertyNames()).containsExactly("id");
    var proof = ziflow.ready("c:2", stage("Brand", CY));
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
    var proof = ziflow.ready("c:3", stage("Brand", CY));
    var origin = Caller.at(ziflow.sandbox.ziflow(), "");
    var at = ziflow.sandbox.ziflow().toString().length();
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
            ziflow
                .proofs
                .ready(
                    body("f:1", ziflow.receiver.address("/files/missing.jpg"), stage("Brand", CY)))
                .path("status")
                .asString())
        .isEqualTo("failed");
    var text =
        ziflow.receiver.serving(
            "page.jpg", "<html>not a ziflow.picture</html>".getBytes(StandardCharsets.UTF_8));
    assertThat(ziflow.proofs.ready(body("f:2", text, stage("Brand", CY))).path("status").asString())
        .isEqualTo("failed");
  }

  @Test
  void a_file_whose_server_is_started_anew_meanwhile_is_still_fetched() {
    URI late;
    try (var before = new Receiver()) {
      late = before.address("/files/late.jpg");
    }
    var id = ziflow.proofs.create(body("f:3", late, stage("Brand", CY)));
    assertThat(status(id)).isEqualTo("uploading");
    try (var again = new Receiver(late.getPort())) {
      again.serving("late.jpg", PhotoShelterContractIT.resource("fig-in-red-bowl.jpg"));
      await().atMost(Duration.ofSeconds(20)).until(() -> status(id).equals("in_progress"));
    }
  }

  private static String status(String proof) {
    return ziflow.api.get("/proofs/" + proof).json().path("status").asString();
  }

  @Test
  void a_create_that_breaks_a_rule_is_refused() {
    var guest =
        Json.object(
            "name", "Brand", "members", List.of(Json.object("email", CY, "decision", true)));
    assertThat(ziflow.api.json("POST", "/proofs", ziflow.body("r:1", guest)).status())
        .isEqualTo(422);
    assertThat(ziflow.api.json("POST", "/proofs", ziflow.body("r:1")).status()).isEqualTo(422);
    assertThat(
            ziflow
                .api
                .json("POST", "/proofs", body("r:1", URI.create("ftp://x/y"), stage("Brand", CY)))
                .status())
        .isEqualTo(422);
    assertThat(
            ziflow
                .api
                .json("POST", "/proofs", ziflow.body("k".repeat(1025), stage("Brand", CY)))
                .status())
        .isEqualTo(422);
    assertThat(ziflow.api.json("POST", "/proofs", "{not json").status()).isEqualTo(400);
    assertThat(
            ziflow
                .api
                .json(
                    "POST",
                    "/proofs",
                    ziflow.body(
                        "r:1", stage("A", CY), stage("B", CY), stage("C", CY), stage("D", CY)))
                .status())
        .isEqualTo(403);
    assertThat(ziflow.found("r:1")).isEmpty();
  }

  @Test
  void a_new_version_is_a_proof_of_its_own_and_locks_the_older() {
    var first = ziflow.ready("v:1", stage("Brand", CY));
    var next = ziflow.body("v:2", stage("Brand", CY));
    next.put("version_previous_id", first.path("id").asString());
    var second = ziflow.proofs.ready(next);
    assertThat(second.path("version").asInt()).isEqualTo(2);
    assertThat(second.path("versions")).hasSize(2);
    assertThat(ziflow.proofs.read(first.path("id").asString()).path("locked").asBoolean()).isTrue();
    assertThat(ziflow.proofs.decide(first, CY, "approved").status()).isEqualTo(403);
    assertThat(ziflow.proofs.read(first.path("id").asString()).path("download_link").isNull())
        .isTrue();
    assertThat(ziflow.proofs.decide(second, CY, "approved").status()).isEqualTo(200);
  }

  @Test
  void a_search_finds_by_pass_through_value_and_projects() {
    var id = ziflow.proofs.create(ziflow.body("s:1", stage("Brand", CY)));
    ziflow.proofs.create(ziflow.body("s:10", stage("Brand", CY)));
    assertThat(ziflow.found("s:1")).containsExactly(id);
    assertThat(ziflow.found("s:1", "s:10")).hasSize(2);
    var projected =
        ziflow
            .api
            .json(
                "POST",
                "/proofs/search",
                Map.of("proof_id", List.of(id), "fields", "id,stages.name"))
            .json()
            .path("proofs")
            .get(0);
    assertThat(projected.propertyNames()).containsExactly("id", "stages");
    assertThat(projected.path("stages").get(0).propertyNames()).containsExactly("name");
    assertThat(
            ziflow
                .api
                .json(
                    "POST",
                    "/proofs/search",
                    Map.of("proof_id", java.util.Collections.nCopies(101, id)))
                .status())
        .isEqualTo(422);
  }

  @Test
  void lists_are_newest_first_and_paged_without_a_total() {
    ziflow.proofs.create(ziflow.body("l:1", stage("Brand", CY)));
    var newest = ziflow.proofs.create(ziflow.body("l:2", stage("Brand", CY)));
    var page = ziflow.api.get("/proofs?count=1&page=1").json();
    assertThat(page.propertyNames()).containsExactly("count", "page", "has_more", "proofs");
    assertThat(page.path("has_more").asBoolean()).isTrue();
    assertThat(page.path("proofs").get(0).path("id").asString()).isEqualTo(newest);
    assertThat(ziflow.api.get("/proofs?count=101").status()).isEqualTo(422);
  }

  @Test
  void a_deleted_proof_is_gone_and_its_answer_is_empty() {
    var id = ziflow.proofs.create(ziflow.body("d:1", stage("Brand", CY)));
    var answer = ziflow.api.delete("/proofs/" + id);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.bytes()).isEmpty();
    assertThat(ziflow.api.get("/proofs/" + id).status()).isEqualTo(404);
    assertThat(ziflow.found("d:1")).isEmpty();
  }
}
