package io.proofline.sandbox;

import static io.proofline.sandbox.ProofRequests.body;
import static io.proofline.sandbox.ProofRequests.stage;
import static io.proofline.sandbox.ZiflowFixture.CY;
import static io.proofline.sandbox.ZiflowFixture.id;
import static io.proofline.sandbox.ZiflowFixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.sandbox.web.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Proofs from creation to deletion over HTTP.
 *
 * <p>Longer than 300 lines because one test for each documented call of proofs.
 */
class ZiflowProofsIT {
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
    var origin = HttpCaller.at(ziflow.sandbox.ziflow(), "");
    var at = ziflow.sandbox.ziflow().toString().length();
    assertThat(origin.get(proof.path("download_link").asString().substring(at)).bytes())
        .isEqualTo(PhotoShelterAuthenticationIT.resource("fig-in-red-bowl.jpg"));
    assertThat(
            origin
                .get(proof.path("thumbnail_link").asString().substring(at))
                .raw()
                .headers()
                .firstValue("Content-Type"))
        .hasValue("image/jpeg");
  }

  @Test
  void a_proof_fails_if_its_file_can_not_be_fetched_or_decoded() {
    assertThat(
            ziflow
                .proofs
                .ready(
                    body("f:1", ziflow.receiver.address("/files/missing.jpg"), stage("Brand", CY)))
                .path("status")
                .asString())
        .isEqualTo("failed");
    var text =
        ziflow.receiver.serveFile(
            "page.jpg", "<html>not a ziflow.picture</html>".getBytes(StandardCharsets.UTF_8));
    assertThat(ziflow.proofs.ready(body("f:2", text, stage("Brand", CY))).path("status").asString())
        .isEqualTo("failed");
  }

  @Test
  void a_file_is_fetched_even_if_its_server_restarts_meanwhile() {
    URI late;
    try (var before = new WebhookReceiver()) {
      late = before.address("/files/late.jpg");
    }
    var id = ziflow.proofs.create(body("f:3", late, stage("Brand", CY)));
    assertThat(status(id)).isEqualTo("uploading");
    try (var again = new WebhookReceiver(late.getPort())) {
      again.serveFile("late.jpg", PhotoShelterAuthenticationIT.resource("fig-in-red-bowl.jpg"));
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
    assertThat(ziflow.searchIds("r:1")).isEmpty();
  }

  @Test
  void a_new_version_is_a_separate_proof_and_locks_the_older_one() {
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
    assertThat(ziflow.searchIds("s:1")).containsExactly(id);
    assertThat(ziflow.searchIds("s:1", "s:10")).hasSize(2);
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
  void a_deleted_proof_is_not_found_and_the_response_is_empty() {
    var id = ziflow.proofs.create(ziflow.body("d:1", stage("Brand", CY)));
    var answer = ziflow.api.delete("/proofs/" + id);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.bytes()).isEmpty();
    assertThat(ziflow.api.get("/proofs/" + id).status()).isEqualTo(404);
    assertThat(ziflow.searchIds("d:1")).isEmpty();
  }

  @Test
  void a_restored_proof_is_unchanged_and_sends_an_event() {
    ziflow.proofs.subscribe(ziflow.receiver.address("/hook"), true, "deleted", "restored");
    var proof = ziflow.ready("d:2", stage("Brand", CY));
    ziflow.api.delete(path(proof));
    assertThat(ziflow.pages.get("/ziflow/trash").text()).contains("Proof d:2");
    var restore = "/ziflow/proofs/%s/restore".formatted(id(proof));
    assertThat(ziflow.pages.form("POST", restore).status()).isEqualTo(303);
    assertThat(ziflow.reload(proof)).isEqualTo(proof);
    assertThat(ziflow.searchIds("d:2")).containsExactly(id(proof));
    await()
        .untilAsserted(() -> assertThat(ziflow.receiver.actions()).contains("deleted", "restored"));
    assertThat(ziflow.pages.form("POST", restore).status()).isEqualTo(404);
  }

  @Test
  void all_versions_are_deleted_at_once() {
    var first = ziflow.ready("av:1", stage("Brand", CY));
    var second =
        ziflow.readyWith("av:2", Map.of("version_previous_id", id(first)), stage("Brand", CY));
    assertThat(ziflow.api.delete(path(second) + "/allVersions").bytes()).isEmpty();
    assertThat(ziflow.api.get(path(first)).status()).isEqualTo(404);
    assertThat(ziflow.api.get(path(second)).status()).isEqualTo(404);
  }

  @Test
  void a_minor_version_increments_the_number_after_the_dot() {
    var minor = Map.<String, Object>of("minor_version", true);
    var draft = ziflow.readyWith("mi:1", minor, stage("Brand", CY));
    assertThat(draft.path("version").asString()).isEqualTo("0.1");
    assertThat(draft.path("minor_version").asBoolean()).isTrue();
    var whole =
        ziflow.readyWith("mi:2", Map.of("version_previous_id", id(draft)), stage("Brand", CY));
    assertThat(whole.path("version").asString()).isEqualTo("1");
    var next =
        ziflow.readyWith(
            "mi:3",
            Map.of("version_previous_id", id(whole), "minor_version", true),
            stage("Brand", CY));
    assertThat(next.path("version").asString()).isEqualTo("1.1");
    assertThat(next.path("versions").valueStream().map(each -> each.path("version").asString()))
        .containsExactly("0.1", "1", "1.1");
  }

  @Test
  void a_personal_address_is_for_one_contact_and_a_limited_time() {
    var proof = ziflow.ready("pu:2", stage("Brand", CY));
    var own = ziflow.api.get(path(proof) + "/proof-url").json().path("proof_url").asString();
    var cys = ziflow.api.get(path(proof) + "/proof-url?urlExpiration=336&email=" + CY).json();
    assertThat(own).startsWith("http").isNotEqualTo(cys.path("proof_url").asString());
    assertThat(ziflow.api.get(path(proof) + "/proof-url?urlExpiration=337").status())
        .isEqualTo(422);
    assertThat(ziflow.api.get(path(proof) + "/proof-url?email=nobody@x.org").status())
        .isEqualTo(404);
  }

  @Test
  void integration_properties_are_attached_replaced_and_searched() {
    var proof = ziflow.ready("ip:1", stage("Brand", CY));
    var attach = path(proof) + "/integration-properties";
    var task = List.of(Map.of("key", "ASANA", "task", "4711"));
    assertThat(ziflow.api.json("POST", attach, task).json().get(0).path("task").asString())
        .isEqualTo("4711");
    var search = Map.of("integration_properties", List.of(Map.of("task", "4711")));
    assertThat(hits(search)).isEqualTo(1);
    ziflow.api.json("PUT", attach, List.of(Map.of("key", "MONDAY")));
    assertThat(hits(search)).isZero();
    assertThat(ziflow.api.json("PUT", attach, Map.of()).status()).isEqualTo(422);
  }

  private static int hits(Object search) {
    return ziflow.api.json("POST", "/proofs/search", search).json().path("proofs").size();
  }

  @Test
  void a_summary_is_created_in_the_background_announced_polled_and_downloaded() {
    ziflow.proofs.subscribe(ziflow.receiver.address("/hook"), true, "summary");
    var proof = ziflow.ready("pdf:1", stage("Brand", CY));
    ziflow.proofs.decide(proof, CY, "changes_required");
    var summary = path(proof) + "/summary/pdf";
    var request = ziflow.api.get(summary).json().path("request_id").asString();
    await()
        .until(() ->
            ziflow
                .api
                .get(summary + "/" + request)
                .json()
                .path("status")
                .asString()
                .equals("completed"));
    var location = ziflow.api.get(summary + "/" + request).json().path("location").asString();
    var file =
        HttpCaller.at(ziflow.sandbox.ziflow(), "")
            .get(location.substring(ziflow.sandbox.ziflow().toString().length()));
    assertThat(textOf(file.bytes())).contains("Proof pdf:1", CY + ": Changes required");
    await()
        .untilAsserted(() ->
            assertThat(
                    ziflow.receiver.posts().stream()
                        .filter(post -> post.action().equals("summary"))
                        .map(post ->
                            post.event()
                                .path("proof_event")
                                .path("summary_event")
                                .path("request_id")
                                .asString()))
                .contains(request));
    assertThat(ziflow.api.get(summary + "/nothing").status()).isEqualTo(404);
    try (var asker = new WebhookReceiver()) {
      var callback = Map.of("response_url", asker.address("/told").toString());
      var second = ziflow.api.json("POST", summary, callback).json().path("request_id").asString();
      await().until(() -> asker.posts().stream().anyMatch(post -> post.body().contains(second)));
    }
    assertThat(ziflow.api.json("POST", summary, Map.of()).status()).isEqualTo(422);
  }

  private static String textOf(byte[] pdf) {
    try (var document = Loader.loadPDF(pdf)) {
      return new PDFTextStripper().getText(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
