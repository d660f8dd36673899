package io.proofline.sandbox;

import static io.proofline.sandbox.ProofRequests.body;
import static io.proofline.sandbox.ProofRequests.stage;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages have the same effects as the APIs. */
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
}
