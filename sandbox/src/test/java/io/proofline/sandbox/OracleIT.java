package io.proofline.sandbox;

import static io.proofline.sandbox.ProofRequests.body;
import static io.proofline.sandbox.ProofRequests.stage;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The journal records every call and effect, and the oracle lists each violation once. */
class OracleIT {
  @TempDir Path data;
  private Sandbox sandbox;
  private HttpCaller admin;
  private ProofRequests proofRequests;
  private WebhookReceiver files;
  private URI picture;

  @BeforeEach
  void start() {
    sandbox = Sandbox.start(SandboxSettings.in(data));
    admin = HttpCaller.at(sandbox.pages(), "/admin");
    proofRequests = new ProofRequests(sandbox);
    files = new WebhookReceiver();
    picture =
        files.serveFile("fig.jpg", PhotoShelterAuthenticationIT.resource("fig-in-red-bowl.jpg"));
  }

  @AfterEach
  void stop() {
    files.close();
    sandbox.close();
  }

  @Test
  void a_new_sandbox_has_no_violations() {
    assertThat(violations()).isEmpty();
  }

  @Test
  void two_live_proofs_with_one_key_are_a_violation_until_one_is_deleted() {
    var first = ready("pl:demo:I1:1:1");
    var second = ready("pl:demo:I1:1:1");
    assertThat(kinds()).containsExactly("doubled-proof");
    assertThat(texts(violations().get(0).path("ids"))).containsExactlyInAnyOrder(first, second);
    proofRequests.api.delete("/proofs/" + second);
    assertThat(violations()).isEmpty();
  }

  @Test
  void two_live_proofs_for_one_version_of_an_asset_are_a_violation() {
    ready("pl:demo:I1:1:1");
    ready("pl:demo:I1:1:2");
    ready("pl:demo:I1:2:1");
    ready("pl:demo:I2:1:1");
    assertThat(kinds()).containsExactly("doubled-proof-of-asset");
  }

  @Test
  void an_older_version_with_the_same_key_is_not_live() {
    var first = ready("pl:demo:I1:1:1");
    var next = body("pl:demo:I1:1:1", picture, stage("Brand"));
    next.put("version_previous_id", first);
    proofRequests.ready(next);
    assertThat(violations()).isEmpty();
  }

  @Test
  void one_file_twice_in_one_gallery_is_a_violation() {
    var gallery = galleries().getFirst().path("id").asString();
    upload("fig.jpg", gallery);
    upload("another.jpg", gallery);
    assertThat(violations()).isEmpty();
    upload("fig.jpg", gallery);
    assertThat(kinds()).containsExactly("doubled-upload");
  }

  @Test
  void galleries_collections_and_folders_of_one_name_under_one_parent_are_violations() {
    var library = PhotoShelterAuthenticationIT.loggedIn(sandbox);
    for (var i = 0; i < 2; i++) {
      library.json("POST", "/galleries", Map.of("name", "Twice"));
      library.json("POST", "/collections", Map.of("name", "Twice"));
      proofRequests.api.json("POST", "/folders", Map.of("name", "Twice"));
    }
    assertThat(kinds())
        .containsExactlyInAnyOrder("doubled-gallery", "doubled-collection", "doubled-folder");
  }

  @Test
  void writing_to_a_locked_proof_is_a_violation_and_unlocking_it_is_not() {
    var proof = ready("locked");
    proofRequests.api.json("PUT", "/proofs/" + proof, Map.of("locked", true));
    proofRequests.api.json("PUT", "/proofs/" + proof, Map.of("locked", false));
    assertThat(violations()).isEmpty();
    proofRequests.api.json("PUT", "/proofs/" + proof, Map.of("locked", true));
    var comment = Map.of("comment", "late", "location", Map.of("page", 1));
    assertThat(
            proofRequests
                .api
                .json("POST", "/proofs/%s/comments".formatted(proof), comment)
                .status())
        .isEqualTo(403);
    assertThat(kinds()).containsExactly("write-to-locked");
    assertThat(texts(violations().get(0).path("ids"))).containsExactly(proof);
  }

  @Test
  void writing_to_a_trashed_file_is_a_violation_and_restoring_it_is_not() {
    var library = PhotoShelterAuthenticationIT.loggedIn(sandbox);
    var file = admin.get("/photoshelter/media").json().get(0).path("id").asString();
    library.delete("/media/" + file);
    library.json("POST", "/trash/%s/restore".formatted(file), Map.of());
    assertThat(violations()).isEmpty();
    library.delete("/media/" + file);
    library.json("PATCH", "/media/%s/iptc".formatted(file), Map.of("caption", "late"));
    assertThat(kinds()).containsExactly("write-to-trashed");
    assertThat(texts(violations().get(0).path("ids"))).containsExactly(file);
  }

  @Test
  void calls_over_the_configured_rate_are_a_violation() {
    admin.json("PUT", "/oracle/rates", Map.of("ziflow", 1, "photoshelter", 1000));
    for (var i = 0; i < 30; i++) {
      proofRequests.api.get("/users");
    }
    assertThat(kinds()).containsExactly("rate");
    admin.json("PUT", "/oracle/rates", Map.of());
    assertThat(violations()).isEmpty();
  }

  @Test
  void calls_and_effects_are_listed_by_api_and_since_a_number_or_a_time() {
    var proof = ready("noted");
    var entries = admin.get("/journal?api=ziflow").json();
    assertThat(entries.valueStream().map(each -> each.path("route").asString("")))
        .contains("/v1/proofs", "/v1/proofs/{id}");
    assertThat(
            entries
                .valueStream()
                .filter(each -> each.path("change").asString("").equals("ProofStored"))
                .map(each -> each.path("id").asString()))
        .containsOnly(proof)
        .hasSize(2);
    assertThat(admin.get("/journal?api=photoshelter").json()).isEmpty();
    var last = entries.get(entries.size() - 1).path("number").asLong();
    assertThat(admin.get("/journal?api=ziflow&since=" + last).json()).isEmpty();
    assertThat(admin.get("/journal?since=" + (last - 1)).json()).hasSize(1);
    assertThat(admin.get("/journal?since=2999-01-01T00:00:00Z").json()).isEmpty();
    assertThat(admin.get("/journal?since=yesterday").status()).isEqualTo(400);
  }

  @Test
  void calls_are_counted_by_api_route_and_status() {
    proofRequests.api.get("/users");
    proofRequests.api.get("/users");
    proofRequests.api.get("/proofs/none");
    HttpCaller.at(sandbox.ziflow(), "/v1").get("/users");
    var counts = new HashMap<String, Integer>();
    admin
        .get("/journal/counts")
        .json()
        .forEach(each ->
            counts.put(
                "%s %s %s %d"
                    .formatted(
                        each.path("api").asString(),
                        each.path("method").asString(),
                        each.path("route").asString(),
                        each.path("status").asInt()),
                each.path("calls").asInt()));
    assertThat(counts)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "ziflow GET /v1/users 200", 2,
                "ziflow GET /v1/proofs/{id} 404", 1,
                "ziflow GET /v1/users 401", 1));
  }

  private String ready(String key) {
    return proofRequests.ready(body(key, picture, stage("Brand"))).path("id").asString();
  }

  private void upload(String name, String gallery) {
    HttpCaller.at(sandbox.pages(), "")
        .file(
            "/photoshelter/galleries/%s/upload".formatted(gallery),
            name,
            PhotoShelterAuthenticationIT.resource("paint-brushes.jpg"),
            Map.of());
  }

  private List<JsonNode> galleries() {
    return admin.get("/photoshelter/galleries").json().valueStream().toList();
  }

  private JsonNode violations() {
    return admin.get("/oracle").json();
  }

  private List<String> kinds() {
    return violations().valueStream().map(each -> each.path("kind").asString()).toList();
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }
}
