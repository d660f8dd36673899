package io.proofline.sandbox;

import static io.proofline.sandbox.ProofRequests.stage;
import static io.proofline.sandbox.ZiflowFixture.CY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comments over HTTP. */
class ZiflowCommentsIT {
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
  void comments_nest_replies() {
    var proof = ziflow.ready("co:1", stage("Brand", CY));
    var path = "/proofs/%s/comments".formatted(proof.path("id").asString());
    assertThat(ziflow.api.json("POST", path, Map.of("comment", "no place")).status())
        .isEqualTo(422);
    var id =
        ziflow
            .api
            .json(
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
    ziflow.api.json(
        "POST",
        path,
        Map.of("comment", "Noted", "location", Map.of("page", 1), "parent_comment_id", id));
    var comments = ziflow.api.get(path).json();
    assertThat(comments).hasSize(1);
    assertThat(comments.get(0).path("reviewer").path("email").asString()).isEqualTo(CY);
    assertThat(comments.get(0).path("replies").get(0).path("comment").asString())
        .isEqualTo("Noted");
  }

  @Test
  void a_comment_is_resolved_and_reopened() {
    var comment = commented("co:2");
    var resolve = comment + "/resolve";
    var resolved =
        ziflow.api.json("PUT", resolve, Map.of("type", "resolved")).json().path("comment_resolve");
    assertThat(resolved.path("type").asString()).isEqualTo("resolved");
    assertThat(resolved.path("resolve_date").isString()).isTrue();
    var open =
        ziflow
            .api
            .json("PUT", resolve, Map.of("type", "unresolved"))
            .json()
            .path("comment_resolve");
    assertThat(open.path("type").asString()).isEqualTo("unresolved");
    assertThat(open.path("resolve_date").isNull()).isTrue();
    assertThat(ziflow.api.json("PUT", resolve, Map.of("type", "perhaps")).status()).isEqualTo(422);
    assertThat(ziflow.api.json("PUT", comment + "x/resolve", Map.of("type", "resolved")).status())
        .isEqualTo(404);
  }

  @Test
  void a_comment_has_labels_of_the_account() {
    var label = ziflow.api.json("POST", "/comment-labels", Map.of("label", "Typo")).json();
    var comment = commented("co:3");
    var labelled =
        ziflow
            .api
            .json("PUT", comment + "/labels", Map.of("ids", List.of(ZiflowFixture.id(label))))
            .json();
    assertThat(labelled.path("labels").get(0).path("label").asString()).isEqualTo("Typo");
    assertThat(ziflow.api.json("PUT", comment + "/labels", Map.of("ids", List.of("x"))).status())
        .isEqualTo(422);
    assertThat(ziflow.api.get(comment).json().path("labels")).hasSize(1);
  }

  @Test
  void reactions_are_added_and_removed() {
    var comment = commented("co:4");
    ziflow.proofs.subscribe(ziflow.receiver.address("/hook"), true, "comment_reaction");
    var react = comment + "/reactions";
    ziflow.api.json("PUT", react, Map.of("type", "insightful", "status", true));
    ziflow.api.json("POST", comment + "/like", Map.of("like", true));
    assertThat(reactions(comment)).containsExactly("insightful", "like");
    ziflow.api.json("PUT", react, Map.of("type", "insightful", "status", false));
    assertThat(reactions(comment)).containsExactly("like");
    assertThat(ziflow.api.json("PUT", react, Map.of("type", "angry")).status()).isEqualTo(422);
    await()
        .untilAsserted(() ->
            assertThat(ziflow.receiver.posts())
                .filteredOn(post -> post.action().equals("comment_reaction"))
                .extracting(post ->
                    post.event()
                        .path("proof_event")
                        .path("comment_reaction_event")
                        .path("type")
                        .asString())
                .containsExactlyInAnyOrder("INSIGHTFUL", "LIKE", "INSIGHTFUL"));
  }

  @Test
  void mentions_send_events_and_ids_of_strangers_are_ignored() {
    ziflow.proofs.subscribe(ziflow.receiver.address("/mention"), true, "mentions");
    var proof = ziflow.ready("co:5", stage("Brand", CY));
    var cy = ZiflowFixture.id(ZiflowFixture.reviewer(proof, CY));
    ziflow.api.json(
        "POST",
        ZiflowFixture.path(proof) + "/comments",
        Map.of(
            "comment", "${reviewer:%s} and ${reviewer:stranger}".formatted(cy),
            "location", Map.of("page", 1)));
    await()
        .untilAsserted(() ->
            assertThat(
                    ziflow.receiver.posts().stream()
                        .filter(post -> post.action().equals("mention"))
                        .map(post ->
                            post.event()
                                .path("proof_event")
                                .path("mention_event")
                                .path("email")
                                .asString()))
                .containsExactly(CY));
  }

  @Test
  void a_call_can_comment_on_behalf_of_a_reviewer() {
    var proof = ziflow.ready("co:6", stage("Brand", CY));
    var reviewer = ZiflowFixture.reviewer(proof, CY);
    var body =
        Map.of(
            "comment", "x",
            "location", Map.of("page", 1),
            "reviewer", Map.of("reviewer_id", ZiflowFixture.id(reviewer)));
    ziflow.api.json("POST", ZiflowFixture.path(proof) + "/comments", body);
    var comment = ziflow.api.get(ZiflowFixture.path(proof) + "/comments").json().get(0);
    assertThat(comment.path("reviewer").path("email").asString()).isEqualTo(CY);
    assertThat(comment.path("reviewer").path("reviewer_id")).isEqualTo(reviewer.path("id"));
  }

  @Test
  void a_comment_is_at_most_ten_thousand_characters_long() {
    var proof = ziflow.ready("co:7", stage("Brand", CY));
    var long10 = Map.of("comment", "x".repeat(10_000), "location", Map.of("page", 1));
    var long11 = Map.of("comment", "x".repeat(10_001), "location", Map.of("page", 1));
    var path = ZiflowFixture.path(proof) + "/comments";
    assertThat(ziflow.api.json("POST", path, long10).status()).isEqualTo(200);
    assertThat(ziflow.api.json("POST", path, long11).status()).isEqualTo(422);
  }

  /** The address of a fresh comment. */
  private static String commented(String key) {
    var path = ZiflowFixture.path(ziflow.ready(key, stage("Brand", CY))) + "/comments";
    var body = Map.of("comment", "Too dark", "location", Map.of("page", 1));
    return path + "/" + ZiflowFixture.id(ziflow.api.json("POST", path, body).json());
  }

  private static List<String> reactions(String comment) {
    return ziflow
        .api
        .get(comment)
        .json()
        .path("reactions")
        .valueStream()
        .map(each -> each.path("type").asString())
        .toList();
  }

  @Test
  void a_comment_is_pinned_to_a_place_on_the_picture() {
    var proof = ziflow.ready("co:8", stage("Brand", CY));
    var page = "/ziflow" + ZiflowFixture.path(proof);
    var reviewer = ZiflowFixture.id(ZiflowFixture.reviewer(proof, CY));
    ziflow.pages.form(
        "POST", page + "/comment", "reviewer", reviewer, "text", "Here", "x", "0.25", "y", "0.5");
    ziflow.pages.form(
        "POST", page + "/comment", "reviewer", reviewer, "text", "Nowhere", "x", "7", "y", "0.5");
    var comments = ziflow.api.get(ZiflowFixture.path(proof) + "/comments").json();
    var marker = comments.get(0).path("markers").get(0);
    assertThat(marker.path("start_point").path("x").asDouble()).isEqualTo(0.25);
    assertThat(marker.propertyNames()).containsExactly("type", "color", "start_point", "svg_path");
    assertThat(comments.get(1).path("markers")).isEmpty();
    assertThat(ziflow.pages.get(page).text())
        .contains("left:25.0%;top:50.0%", "href=\"#comment-1\"", "id=\"comment-1\"")
        .doesNotContain("href=\"#comment-2\"");
    assertThat(ziflow.pages.get("/ziflow/pins.js").text()).contains("ArrowLeft");
  }

  @Test
  void a_comment_is_answered_changed_resolved_liked_and_deleted_on_the_page() {
    ziflow.proofs.subscribe(ziflow.receiver.address("/changes"), true, "comment");
    var proof = ziflow.ready("co:9", stage("Brand", CY));
    var page = "/ziflow" + ZiflowFixture.path(proof);
    var reviewer = ZiflowFixture.id(ZiflowFixture.reviewer(proof, CY));
    ziflow.pages.form("POST", page + "/comment", "reviewer", reviewer, "text", "Dark");
    var id =
        ZiflowFixture.id(ziflow.api.get(ZiflowFixture.path(proof) + "/comments").json().get(0));
    ziflow.pages.form(
        "POST", page + "/comment", "reviewer", reviewer, "text", "Very", "parent", id);
    var one = page + "/comments/" + id;
    ziflow.pages.form("POST", one + "/change", "text", "Too dark");
    ziflow.pages.form("POST", one + "/resolve");
    ziflow.pages.form("POST", one + "/like");
    var comment = ziflow.api.get(ZiflowFixture.path(proof) + "/comments/" + id).json();
    assertThat(comment.path("comment").asString()).isEqualTo("Too dark");
    assertThat(comment.path("comment_resolve").path("type").asString()).isEqualTo("resolved");
    assertThat(comment.path("reactions")).hasSize(1);
    assertThat(comment.path("replies")).hasSize(1);
    ziflow.pages.form("POST", one + "/delete");
    var deleted = ziflow.api.get(ZiflowFixture.path(proof) + "/comments/" + id).json();
    assertThat(deleted.path("deleted").asBoolean()).isTrue();
    assertThat(ziflow.pages.get(page).text()).doesNotContain("Too dark");
    assertThat(ziflow.pages.form("POST", one + "x/delete").status()).isEqualTo(404);
    await()
        .untilAsserted(() ->
            assertThat(
                    ziflow.receiver.posts().stream()
                        .filter(post -> post.action().equals("comment"))
                        .map(post -> post.event().path("proof_event"))
                        .filter(about -> about.path("proof_id").equals(proof.path("id")))
                        .map(about -> about.path("comment_event").path("action").asString()))
                .containsExactlyInAnyOrder("created", "created", "changed", "changed", "deleted"));
  }
}
