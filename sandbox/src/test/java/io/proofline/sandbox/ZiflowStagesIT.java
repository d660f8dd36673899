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

/** Stages and their reviewers over HTTP. */
class ZiflowStagesIT {
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
  void put_replaces_the_list_of_stages_and_keeps_entries_with_only_an_id() {
    var proof = ziflow.ready("pu:1", stage("Brand", CY), stage("Legal", DEE));
    ziflow.proofs.decide(proof, CY, "approved");
    var brand = Json.object("id", proof.path("stages").get(0).path("id").asString());
    var changed =
        ziflow
            .api
            .json(
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
  void reviewers_are_added_and_removed_one_by_one() {
    var proof = ziflow.ready("rv:1", stage("Brand", CY));
    var stage =
        "/proofs/%s/stages/%s/reviewers"
            .formatted(
                proof.path("id").asString(), proof.path("stages").get(0).path("id").asString());
    var added =
        ziflow
            .api
            .json("POST", stage, List.of(Map.of("email", "new@example.com", "decision", true)))
            .json();
    assertThat(added.get(0).path("contact").path("email").asString()).isEqualTo("new@example.com");
    assertThat(
            ziflow
                .api
                .json("PUT", stage + "/new@example.com", Map.of("decision", false))
                .json()
                .path("decision")
                .asBoolean())
        .isFalse();
    assertThat(ziflow.api.get(stage + "/new@example.com").status()).isEqualTo(200);
    assertThat(ziflow.api.delete(stage + "/new@example.com").bytes()).isEmpty();
    assertThat(ziflow.api.get(stage + "/new@example.com").status()).isEqualTo(404);
    assertThat(ziflow.api.delete(stage + "/" + SandboxCredentials.ZIFLOW_USER).status())
        .isEqualTo(422);
  }
}
