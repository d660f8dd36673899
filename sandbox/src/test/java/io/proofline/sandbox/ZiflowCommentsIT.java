package io.proofline.sandbox;

import static io.proofline.sandbox.Proofs.stage;
import static io.proofline.sandbox.Studio.CY;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comments, asked over HTTP. */
class ZiflowCommentsIT {
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
}
