package io.proofline.sandbox;

import static io.proofline.sandbox.Proofs.stage;
import static io.proofline.sandbox.Studio.CY;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders, asked over HTTP. */
class ZiflowFoldersIT {
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
  void folders_nest_and_hold_proofs() {
    var root =
        ziflow.api.json("POST", "/folders", Map.of("name", "Jobs")).json().path("id").asString();
    var child =
        ziflow
            .api
            .json("POST", "/folders", Map.of("name", "2026", "parent_folder_id", root))
            .json()
            .path("id")
            .asString();
    assertThat(ziflow.api.get("/folders/" + root).json().get(0).path("id").asString())
        .isEqualTo(child);
    var inside = ziflow.body("fo:1", stage("Brand", CY));
    inside.put("folder_id", child);
    var proof = ziflow.proofs.read(ziflow.proofs.create(inside));
    assertThat(proof.path("folder").path("folder_path").valueStream().map(each -> each.asString()))
        .containsExactly("Jobs", "2026");
    assertThat(
            ziflow
                .api
                .json(
                    "POST",
                    "/proofs/search",
                    Map.of("folder", List.of(Map.of("id", root, "include_subfolders", true))))
                .json()
                .path("proofs"))
        .hasSize(1);
    inside.put("folder_id", "nowhere");
    assertThat(ziflow.api.json("POST", "/proofs", inside).status()).isEqualTo(422);
  }
}
