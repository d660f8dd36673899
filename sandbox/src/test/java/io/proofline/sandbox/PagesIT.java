package io.proofline.sandbox;

import static io.proofline.sandbox.ProofRequests.body;
import static io.proofline.sandbox.ProofRequests.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The pages have the same effects as the APIs.
 *
 * <p>Longer than 300 lines because one test for each page and form.
 */
class PagesIT {
  @TempDir static Path data;
  private static Sandbox sandbox;
  private static HttpCaller pages;

  @BeforeAll
  static void start() {
    sandbox = Sandbox.start(SandboxSettings.in(data));
    pages = HttpCaller.at(sandbox.pages(), "");
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @Test
  void every_page_is_marked_as_sandbox() {
    for (var path :
        List.of("/", "/photoshelter", "/photoshelter/trash", "/ziflow", "/ziflow/webhooks")) {
      var page = pages.get(path);
      assertThat(page.status()).as(path).isEqualTo(200);
      assertThat(page.text())
          .as(path)
          .contains("not PhotoShelter, not Ziflow")
          .contains("viewport");
    }
  }

  @Test
  void a_photograph_is_added_to_a_gallery_tagged_and_removed() {
    var media = pages.get("/admin/photoshelter/media").json().get(0).path("id").asString();
    var gallery =
        pages
            .get("/admin/photoshelter/galleries")
            .json()
            .valueStream()
            .filter(each -> each.path("name").asString().equals("Send to review"))
            .findFirst()
            .orElseThrow()
            .path("id")
            .asString();
    assertThat(
            pages
                .form("POST", "/photoshelter/media/%s/put".formatted(media), "gallery", gallery)
                .status())
        .isEqualTo(303);
    assertThat(pages.get("/photoshelter/galleries/" + gallery).text())
        .contains("/photoshelter/media/" + media);
    pages.form("POST", "/photoshelter/media/%s/keyword".formatted(media), "word", "<b>bold</b>");
    assertThat(pages.get("/photoshelter/media/" + media).text())
        .contains("&lt;b&gt;bold")
        .doesNotContain("<b>bold");
    assertThat(
            pages
                .form(
                    "POST", "/photoshelter/media/%s/take-out".formatted(media), "gallery", gallery)
                .status())
        .isEqualTo(303);
    assertThat(pages.get("/admin/photoshelter/media/" + media).json().path("galleries")).hasSize(1);
  }

  @Test
  void a_reviewer_decides_comments_and_revokes_the_decision() {
    try (var webhookReceiver = new WebhookReceiver()) {
      var picture =
          webhookReceiver.serveFile(
              "fig.jpg", PhotoShelterAuthenticationIT.resource("fig-in-red-bowl.jpg"));
      var proofRequests = new ProofRequests(sandbox);
      var proof = proofRequests.ready(body("page", picture, stage("Brand", "cy@example.com")));
      var path = "/ziflow/proofs/" + proof.path("id").asString();
      var reviewer = proof.path("stages").get(0).path("members").get(1).path("id").asString();
      assertThat(
              pages
                  .form("POST", path + "/decide", "reviewer", reviewer, "decision", "approved")
                  .status())
          .isEqualTo(303);
      assertThat(proofRequests.read(proof.path("id").asString()).path("decision_status").asString())
          .isEqualTo("approved");
      pages.form("POST", path + "/comment", "reviewer", reviewer, "text", "Lovely");
      assertThat(pages.get(path).text()).contains("Lovely").contains("Revoke the decision");
      pages.form("POST", path + "/revoke", "reviewer", reviewer);
      assertThat(proofRequests.read(proof.path("id").asString()).path("decision_status").isNull())
          .isTrue();
      pages.form("POST", path + "/lock");
      assertThat(
              pages
                  .form("POST", path + "/decide", "reviewer", reviewer, "decision", "approved")
                  .status())
          .isEqualTo(403);
    }
  }

  @Test
  void a_person_uploads_a_new_version_for_the_same_reviewers() {
    try (var webhookReceiver = new WebhookReceiver()) {
      var picture =
          webhookReceiver.serveFile(
              "fig.jpg", PhotoShelterAuthenticationIT.resource("fig-in-red-bowl.jpg"));
      var proofRequests = new ProofRequests(sandbox);
      var proof = proofRequests.ready(body("first", picture, stage("Brand", "cy@example.com")));
      proofRequests.decide(proof, "cy@example.com", "changes_required");
      var bytes = PhotoShelterAuthenticationIT.resource("paint-brushes.jpg");
      var answer =
          pages.file(
              "/ziflow/proofs/%s/version".formatted(proof.path("id").asString()),
              "fig-2.jpg",
              bytes,
              Map.of());
      assertThat(answer.status()).isEqualTo(303);
      var second = proofRequests.api.get("/proofs?count=1").json().path("proofs").get(0);
      assertThat(second.path("version_previous_id")).isEqualTo(proof.path("id"));
      assertThat(second.path("pass_through_value").isNull()).isTrue();
      assertThat(second.path("status").asString()).isEqualTo("in_progress");
      assertThat(
              second
                  .path("stages")
                  .get(0)
                  .path("members")
                  .get(1)
                  .path("contact")
                  .path("email")
                  .asString())
          .isEqualTo("cy@example.com");
      assertThat(proofRequests.read(proof.path("id").asString()).path("locked").asBoolean())
          .isTrue();
    }
  }

  @Test
  void a_form_of_another_origin_is_refused() {
    var answer =
        pages
            .with("Origin", "https://elsewhere.example")
            .form("POST", "/photoshelter/media/x/put", "gallery", "y");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(
            pages
                .with("Origin", sandbox.pages().toString())
                .form("POST", "/photoshelter/media/x/put", "gallery", "y")
                .status())
        .isEqualTo(404);
  }

  @Test
  void the_revision_increases_with_every_change() {
    var before = Long.parseLong(pages.get("/revision").text());
    var media = pages.get("/admin/photoshelter/media").json().get(1).path("id").asString();
    pages.json("POST", "/admin/photoshelter/media/%s/keywords/new".formatted(media), "{}");
    assertThat(Long.parseLong(pages.get("/revision").text())).isGreaterThan(before);
  }

  @Test
  void an_error_page_stays_until_the_person_leaves_it() {
    var answer = pages.form("POST", "/photoshelter/media/nothing/keyword", "word", "x");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).contains("That did not work").contains("data-still");
  }

  @Test
  void an_unknown_page_looks_like_the_others() {
    for (var path : List.of("/nothing", "/ziflow/nothing", "/photoshelter/nothing/at/all")) {
      var page = pages.get(path);
      assertThat(page.status()).as(path).isEqualTo(404);
      assertThat(page.text()).contains("not PhotoShelter, not Ziflow").contains(path);
    }
    assertThat(pages.get("/admin/nothing").json().path("message").asString())
        .contains("/admin/nothing");
  }

  @Test
  void several_photographs_are_put_into_a_gallery_at_once() {
    var galleries = pages.get("/admin/photoshelter/galleries").json();
    var from = named(galleries, "Landscapes");
    var to = id(named(galleries, "Send to review"));
    var page = pages.get("/photoshelter/galleries/" + id(from)).text();
    assertThat(page).contains("name=\"media\"").contains("<option value=\"" + to + "\" selected>");
    var first = from.path("media").get(0).asString();
    var second = from.path("media").get(1).asString();
    var put = "/photoshelter/galleries/%s/put".formatted(id(from));
    var done = pages.form("POST", put, "media", first, "media", second, "gallery", to);
    assertThat(done.status()).isEqualTo(303);
    var shown = pages.get("/photoshelter/galleries/" + to).text();
    assertThat(shown).contains("/photoshelter/media/" + first, "/photoshelter/media/" + second);
    assertThat(pages.form("POST", put, "gallery", to).status()).isEqualTo(400);
  }

  @Test
  void a_photograph_and_its_proofs_link_to_each_other() {
    try (var webhookReceiver = new WebhookReceiver()) {
      var picture =
          webhookReceiver.serveFile(
              "fig.jpg", PhotoShelterAuthenticationIT.resource("fig-in-red-bowl.jpg"));
      var media = pages.get("/admin/photoshelter/media").json().get(3).path("id").asString();
      var proofs = new ProofRequests(sandbox);
      var proof = proofs.ready(body("dam:" + media + "/1", picture, stage("Brand", "cy@x.org")));
      var other = proofs.ready(body("dam:I0000/1", picture, stage("Brand", "cy@x.org")));
      assertThat(pages.get("/photoshelter/media/" + media).text())
          .contains("/ziflow/proofs/" + id(proof))
          .doesNotContain(id(other));
      assertThat(pages.get("/ziflow/proofs/" + id(proof)).text())
          .contains("/photoshelter/media/" + media);
      assertThat(pages.get("/ziflow/proofs/" + id(other)).text())
          .doesNotContain("/photoshelter/media/");
    }
  }

  @Test
  void a_deletion_asks_first() {
    try (var webhookReceiver = new WebhookReceiver()) {
      var picture =
          webhookReceiver.serveFile(
              "fig.jpg", PhotoShelterAuthenticationIT.resource("fig-in-red-bowl.jpg"));
      var proofs = new ProofRequests(sandbox);
      var proof = proofs.ready(body("asks", picture, stage("Brand", "cy@example.com")));
      var path = "/ziflow/proofs/" + id(proof);
      var reviewer = proof.path("stages").get(0).path("members").get(1).path("id").asString();
      pages.form("POST", path + "/comment", "reviewer", reviewer, "text", "Lovely");
      var media = pages.get("/admin/photoshelter/media").json().get(4).path("id").asString();
      var page = pages.get(path).text() + pages.get("/photoshelter/media/" + media).text();
      var unasked = page.replaceAll("(?s)<details class=\"ask\">.*?</details>", "");
      for (var action : List.of("/delete\"", "/trash\"", "/take-out\"")) {
        assertThat(page).contains(action);
        assertThat(unasked).doesNotContain(action);
      }
    }
  }

  @Test
  void cells_of_tables_are_labelled_for_narrow_screens() {
    try (var webhookReceiver = new WebhookReceiver()) {
      var proofs = new ProofRequests(sandbox);
      proofs.subscribe(webhookReceiver.address("/hook"), true, "created");
      var picture =
          webhookReceiver.serveFile(
              "fig.jpg", PhotoShelterAuthenticationIT.resource("fig-in-red-bowl.jpg"));
      var proof = proofs.ready(body("cells", picture, stage("Brand", "cy@example.com")));
      await().until(() -> pages.get("/ziflow/webhooks").text().contains(id(proof)));
      pages.json("POST", "/admin/faults/ziflow", Map.of("path", "/never", "status", 503));
      for (var path : List.of("/ziflow/mails", "/ziflow/webhooks", "/faults")) {
        var cells = pages.get(path).text().replaceAll("<td colspan", "").split("<td", -1);
        assertThat(cells).as(path).hasSizeGreaterThan(4);
        assertThat(java.util.Arrays.stream(cells).skip(1))
            .as(path)
            .allMatch(cell -> cell.startsWith(" data-label=\""));
      }
      pages.delete("/admin/faults/ziflow");
    }
  }

  @Test
  void a_person_sets_changes_and_removes_the_password_of_a_gallery() {
    var gallery = id(named(pages.get("/admin/photoshelter/galleries").json(), "Opening night"));
    var page = "/photoshelter/galleries/" + gallery;
    var api =
        HttpCaller.at(sandbox.photoshelter(), "/psapi/v4.0")
            .with("X-PS-Api-Key", sandbox.accounts().photoshelterV4Key());
    var children = "/galleries/%s/children?password=".formatted(gallery);
    pages.form("POST", page + "/visibility", "mode", "permission");
    for (var password : List.of("open", "sesame")) {
      assertThat(pages.form("POST", page + "/password", "password", password).status())
          .isEqualTo(303);
      assertThat(pages.get(page).text()).contains("value=\"%s\"".formatted(password));
      assertThat(api.get(children + password).status()).isEqualTo(200);
    }
    assertThat(api.get(children + "open").status()).isEqualTo(401);
    assertThat(pages.form("POST", page + "/password", "password", "x".repeat(21)).status())
        .isEqualTo(400);
    pages.form("POST", page + "/password", "password", "");
    assertThat(api.get(children + "sesame").status()).isEqualTo(401);
    pages.form("POST", page + "/visibility", "mode", "private");
  }

  private static JsonNode named(JsonNode all, String name) {
    return all.valueStream()
        .filter(each -> each.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String id(JsonNode resource) {
    return resource.path("id").asString();
  }
}
