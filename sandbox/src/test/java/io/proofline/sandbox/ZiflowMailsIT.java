package io.proofline.sandbox;

import static io.proofline.sandbox.ProofRequests.stage;
import static io.proofline.sandbox.ZiflowFixture.CY;
import static io.proofline.sandbox.ZiflowFixture.DEE;
import static io.proofline.sandbox.ZiflowFixture.path;
import static io.proofline.sandbox.ZiflowFixture.reviewer;
import static io.proofline.sandbox.ZiflowFixture.stagePath;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.account.ZiflowSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The mails that the real service would send; the simulator stores them and sends none. */
class ZiflowMailsIT {
  private static final String OWNER = SandboxCredentials.ZIFLOW_USER;

  @TempDir static Path data;
  private static ZiflowFixture ziflow;

  @BeforeAll
  static void open() {
    ziflow = ZiflowFixture.open(data, ZiflowSettings.defaults().withDigest(Duration.ofMillis(300)));
  }

  @AfterAll
  static void close() {
    ziflow.close();
  }

  @Test
  void every_member_of_a_starting_stage_is_invited() {
    var proof = ziflow.ready("m:1", stage("Brand", CY));
    assertThat(mailed(proof)).containsExactlyInAnyOrder(OWNER + " new_proof", CY + " new_proof");
    var next =
        ziflow.readyWith(
            "m:1b", Map.of("version_previous_id", ZiflowFixture.id(proof)), stage("Brand", CY));
    assertThat(mailed(next)).contains(CY + " new_version");
  }

  @Test
  void members_added_to_a_running_stage_are_invited_and_existing_ones_are_not() {
    var proof = ziflow.ready("m:2", stage("Brand", CY));
    ziflow.api.json(
        "POST",
        stagePath(proof, 0) + "/reviewers",
        List.of(Map.of("email", DEE), Map.of("email", CY)));
    assertThat(mailed(proof))
        .contains(DEE + " added_to_stage")
        .doesNotContain(CY + " added_to_stage");
  }

  @Test
  void creator_and_stage_can_suppress_invitations_and_the_creator_can_suppress_all_mails() {
    assertThat(
            mailed(
                ziflow.readyWith("m:3", Map.of("suppress_creation_email", true), stage("B", CY))))
        .isEmpty();
    var quiet = stage("B", CY);
    quiet.put("send_new_proof_email", false);
    assertThat(mailed(ziflow.ready("m:4", quiet))).isEmpty();
    var silent =
        ziflow.readyWith("m:5", Map.of("suppress_all_emails", true), heard("all_activity"));
    ziflow.proofs.decide(silent, DEE, "approved");
    ziflow.api.json(
        "POST", stagePath(silent, 0) + "/reviewers", List.of(Map.of("email", "x@example.com")));
    assertThat(mailed(silent)).isEmpty();
  }

  @Test
  void mails_about_decisions_follow_the_notification_of_each_member() {
    assertThat(afterDecision("all_activity")).containsExactly("decision");
    assertThat(afterDecision("decisions")).containsExactly("decision");
    assertThat(afterDecision("final_decision")).containsExactly("final_decision");
    assertThat(afterDecision("replies_to_my_comments")).isEmpty();
    assertThat(afterDecision("disabled")).isEmpty();
  }

  @Test
  void a_digest_is_sent_when_it_is_due() {
    var proof = ziflow.ready("m:6", heard("hourly_digest"));
    ziflow.proofs.decide(proof, DEE, "approved");
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(mailed(proof)).contains(CY + " digest"));
  }

  @Test
  void one_digest_covers_all_activity_of_its_period(@TempDir Path other) {
    try (var slow = ZiflowFixture.open(other)) {
      var proof = slow.ready("m:7", heard("daily_digest"));
      slow.proofs.decide(proof, DEE, "approved");
      slow.proofs.decide(proof, DEE, "changes_required");
      assertThat(slow.pages.get("/ziflow/mails").text())
          .containsOnlyOnce("<td data-label=\"Why\">digest</td>");
      assertThat(slow.pages.get("/admin/ziflow/mails").text()).doesNotContain("digest");
    }
  }

  @Test
  void comments_replies_and_mentions_are_mailed_to_others() {
    var proof = ziflow.ready("m:8", heard("replies_to_my_comments"));
    var first = comment(proof, CY, "Too dark", null);
    comment(proof, DEE, "No", first);
    comment(
        proof, DEE, "${reviewer:%s} look".formatted(ZiflowFixture.id(reviewer(proof, CY))), null);
    assertThat(mailed(proof).stream().filter(each -> each.startsWith(CY)))
        .containsExactlyInAnyOrder(CY + " new_proof", CY + " reply", CY + " mention");
    var loud = ziflow.ready("m:9", heard("all_activity"));
    comment(loud, DEE, "No", null);
    assertThat(mailed(loud)).contains(CY + " comment").doesNotContain(DEE + " comment");
  }

  @Test
  void the_mails_of_a_proof_are_listed_with_addresses_of_their_texts() {
    var proof = ziflow.ready("m:10", stage("Brand", CY));
    var emails = ziflow.api.get(path(proof) + "/emails?count=1").json();
    assertThat(emails.propertyNames()).containsExactly("count", "page", "has_more", "emails");
    var mail = emails.path("emails").get(0);
    assertThat(mail.propertyNames())
        .containsExactly("subject", "sent_at", "from", "to", "content_url");
    var address =
        mail.path("content_url").asString().substring(ziflow.sandbox.ziflow().toString().length());
    var open = HttpCaller.at(ziflow.sandbox.ziflow(), "");
    assertThat(open.get(address).text()).contains("Please review");
    assertThat(open.get(address.replaceFirst("\\d+$", "1000")).status()).isEqualTo(403);
    assertThat(
            ziflow
                .api
                .get(path(proof) + "/emails?endDate=2020-01-01T00:00:00.000Z")
                .json()
                .path("emails"))
        .isEmpty();
    assertThat(ziflow.api.get(path(proof) + "/emails?startDate=today").status()).isEqualTo(422);
    assertThat(ziflow.pages.get("/ziflow/mails").text()).contains("Please review").contains(CY);
  }

  private static List<String> afterDecision(String notification) {
    var proof = ziflow.ready("m:d:" + notification, heard(notification));
    ziflow.proofs.decide(proof, DEE, "approved");
    return mailed(proof).stream()
        .filter(each -> each.startsWith(CY) && !each.endsWith("new_proof"))
        .map(each -> each.substring(CY.length() + 1))
        .toList();
  }

  /** A stage in which Dee decides and Cy has this notification. */
  private static Map<String, @Nullable Object> heard(String notification) {
    var stage = stage("Brand", DEE);
    stage.put(
        "members",
        List.of(
            Json.object("email", OWNER, "notification", "disabled"),
            Json.object("email", DEE, "decision", true),
            Json.object("email", CY, "notification", notification)));
    return stage;
  }

  private static String comment(
      JsonNode proof, String email, String text, @Nullable String parent) {
    var body =
        Json.object(
            "comment",
            text,
            "location",
            Map.of("page", 1),
            "parent_comment_id",
            parent,
            "reviewer",
            Map.of("email", email));
    return ZiflowFixture.id(ziflow.api.json("POST", path(proof) + "/comments", body).json());
  }

  private static List<String> mailed(JsonNode proof) {
    return ziflow
        .pages
        .get("/admin/ziflow/mails")
        .json()
        .valueStream()
        .filter(mail -> mail.path("proof_id").equals(proof.path("id")))
        .map(mail -> mail.path("to").asString() + " " + mail.path("kind").asString())
        .toList();
  }
}
