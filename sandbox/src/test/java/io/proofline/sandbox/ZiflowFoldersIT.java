package io.proofline.sandbox;

import static io.proofline.sandbox.ProofRequests.stage;
import static io.proofline.sandbox.ZiflowFixture.CY;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.sandbox.web.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Folders over HTTP. */
class ZiflowFoldersIT {
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
  void folders_contain_folders_and_proofs() {
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

  @Test
  void a_folder_is_renamed_moved_and_archived() {
    var first = folder("First", null);
    var second = folder("Second", null);
    var put = "/folders/" + second;
    ziflow.api.json("PUT", put, Map.of("name", "Other", "parent_folder_id", first));
    assertThat(names(ziflow.api.get("/folders/" + first).json())).containsExactly("Other");
    assertThat(names(ziflow.api.get("/folders").json())).doesNotContain("Other");
    ziflow.api.json("PUT", put, Json.object("parent_folder_id", null, "archived", true));
    assertThat(names(ziflow.api.get("/folders").json())).contains("Other");
    var one = ziflow.api.get(put + "?include=this_folder").json();
    assertThat(one.path("archived").asBoolean()).isTrue();
    assertThat(ziflow.api.json("PUT", put, Map.of("parent_folder_id", second)).status())
        .isEqualTo(422);
  }

  @Test
  void a_deleted_folder_deletes_its_proofs_only_on_request() {
    var kept = folder("Kept", null);
    var inside = ziflow.readyWith("fd:1", Map.of("folder_id", kept), stage("Brand", CY));
    assertThat(ziflow.api.delete("/folders/" + kept).bytes()).isEmpty();
    assertThat(ziflow.api.get("/folders/" + kept).status()).isEqualTo(404);
    assertThat(ziflow.reload(inside).path("folder").isNull()).isTrue();
    var gone = folder("Gone", null);
    var deeper = folder("Deeper", gone);
    var lost = ziflow.readyWith("fd:2", Map.of("folder_id", deeper), stage("Brand", CY));
    ziflow.api.json("DELETE", "/folders/" + gone, Map.of("delete_proofs", true));
    assertThat(ziflow.api.get("/folders/" + deeper).status()).isEqualTo(404);
    assertThat(ziflow.api.get("/proofs/" + ZiflowFixture.id(lost)).status()).isEqualTo(404);
  }

  private static String folder(String name, @Nullable String parent) {
    var body = Json.object("name", name, "parent_folder_id", parent);
    return ZiflowFixture.id(ziflow.api.json("POST", "/folders", body).json());
  }

  private static Stream<String> names(JsonNode folders) {
    return folders.valueStream().map(each -> each.path("name").asString());
  }

  @Test
  void a_folder_is_shared_with_everyone_with_few_or_with_nobody() {
    var share = "/folders/%s/share".formatted(folder("Shared", null));
    assertThat(ziflow.api.get(share).json().path("type").asString()).isEqualTo("DISABLED");
    for (var type : List.of("PUBLIC", "RESTRICTED", "DISABLED")) {
      var changed = ziflow.api.json("PUT", share, Map.of("type", type));
      assertThat(changed.json().path("type").asString()).isEqualTo(type);
      assertThat(ziflow.api.get(share).json().path("type").asString()).isEqualTo(type);
    }
    assertThat(ziflow.api.json("PUT", share, Map.of("type", "SECRET")).status()).isEqualTo(422);
    assertThat(ziflow.api.json("PUT", share, Map.of()).status()).isEqualTo(422);
    assertThat(ziflow.api.get("/folders/nowhere/share").status()).isEqualTo(404);
  }

  @Test
  void a_shared_folder_stays_shared_when_it_is_renamed() {
    var id = folder("Before", null);
    ziflow.api.json("PUT", "/folders/%s/share".formatted(id), Map.of("type", "PUBLIC"));
    ziflow.api.json("PUT", "/folders/" + id, Map.of("name", "After"));
    assertThat(ziflow.api.get("/folders/%s/share".formatted(id)).json().path("type").asString())
        .isEqualTo("PUBLIC");
  }

  @Test
  void a_contact_gets_its_own_address_of_a_folder() {
    var id = folder("Linked", null);
    var get = "/folders/%s/folder-url".formatted(id);
    var own = ziflow.api.get(get).json().path("folder_url").asString();
    var other =
        ziflow
            .api
            .get(get + "?urlExpiration=336&email=" + SandboxCredentials.ZIFLOW_USER)
            .json()
            .path("folder_url")
            .asString();
    assertThat(own).contains("folder=" + id).isNotEqualTo(other);
    assertThat(HttpCaller.at(java.net.URI.create(own), "").get("").status()).isEqualTo(200);
    assertThat(ziflow.api.get(get + "?urlExpiration=337").status()).isEqualTo(422);
    assertThat(ziflow.api.get(get + "?email=nobody@example.com").status()).isEqualTo(404);
    assertThat(ziflow.api.get("/folders/nowhere/folder-url").status()).isEqualTo(404);
  }
}
