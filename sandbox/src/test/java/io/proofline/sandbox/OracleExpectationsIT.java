package io.proofline.sandbox;

import static io.proofline.sandbox.ProofRequests.body;
import static io.proofline.sandbox.ProofRequests.stage;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The oracle's checks that need an expectation to be set first. */
class OracleExpectationsIT {
  private static final String REVIEWER = "cy@example.com";

  @TempDir Path data;
  private Sandbox sandbox;
  private HttpCaller admin;
  private HttpCaller library;
  private ProofRequests proofRequests;
  private WebhookReceiver files;
  private URI picture;
  private String asset;
  private String gallery;

  @BeforeEach
  void start() {
    files = new WebhookReceiver();
    picture =
        files.serveFile("fig.jpg", PhotoShelterAuthenticationIT.resource("fig-in-red-bowl.jpg"));
    begin();
    asset = admin.get("/photoshelter/media").json().get(0).path("id").asString();
    gallery = galleryNamed("Landscapes");
  }

  @AfterEach
  void stop() {
    files.close();
    sandbox.close();
  }

  @Test
  void a_proof_for_an_unselected_asset_is_a_violation_until_it_is_allowed() {
    var proof = ready("pl:demo:%s:1:1".formatted(asset)).path("id").asString();
    ready("a foreign marker");
    assertThat(violations()).isEmpty();
    expectPicks("Review/Send to review");
    assertThat(kinds()).containsExactly("unpicked-proof");
    assertThat(violations().get(0).path("ids").get(0).asString()).isEqualTo(proof);
    admin.json("POST", "/oracle/picks/" + asset, Map.of());
    assertThat(violations()).isEmpty();
  }

  @Test
  void an_asset_that_was_once_in_a_selecting_gallery_is_selected_also_after_a_restart() {
    ready("pl:demo:%s:1:1".formatted(asset));
    var review = galleryNamed("Send to review");
    expectPicks("Review/Send to review");
    assertThat(kinds()).containsExactly("unpicked-proof");
    admin.json("POST", "/photoshelter/galleries/%s/media/%s".formatted(review, asset), Map.of());
    assertThat(violations()).isEmpty();
    admin.delete("/photoshelter/galleries/%s/media/%s".formatted(review, asset));
    assertThat(violations()).isEmpty();
    library.delete("/galleries/" + review);
    sandbox.close();
    begin();
    expectPicks("Landscapes");
    assertThat(kinds()).containsExactly("unpicked-proof");
    expectPicks("Send to review");
    assertThat(violations()).isEmpty();
    expectPicks(review);
    assertThat(violations()).isEmpty();
  }

  @Test
  void an_asset_that_once_had_a_selecting_keyword_is_selected() {
    ready("pl:demo:%s:1:1".formatted(asset));
    admin.json("PUT", "/oracle/picks", Map.of("keywords", List.of("pick:.+")));
    assertThat(kinds()).containsExactly("unpicked-proof");
    admin.json("POST", "/photoshelter/media/%s/keywords/pick:brand".formatted(asset), Map.of());
    assertThat(violations()).isEmpty();
    library.json("PATCH", "/media/%s/iptc".formatted(asset), Map.of("keywords", "none"));
    assertThat(violations()).isEmpty();
  }

  @Test
  void a_public_file_whose_newest_proof_is_not_approved_is_a_violation() {
    var file = child(gallery);
    expectPublic("Campaigns", Map.of());
    assertThat(violations()).isEmpty();
    var first = ready("pl:demo:%s:1:1".formatted(file));
    assertThat(kinds()).containsExactly("public-unapproved");
    proofRequests.decide(first, REVIEWER, "approved");
    assertThat(violations()).isEmpty();
    var second = ready("pl:demo:%s:2:1".formatted(file));
    proofRequests.decide(second, REVIEWER, "changes_required");
    assertThat(kinds()).containsExactly("public-unapproved");
    assertThat(violations().get(0).path("sentence").asString()).endsWith("is changes_required");
    expectPublic("Events", Map.of());
    assertThat(violations()).isEmpty();
  }

  @Test
  void a_public_file_that_was_withdrawn_is_a_violation() {
    var file = child(gallery);
    expectPublic("Campaigns/Landscapes", Map.of("withdrawn", List.of("Withdrawn")));
    assertThat(violations()).isEmpty();
    library.json("PATCH", "/media/%s/iptc".formatted(file), Map.of("edit_status", "Withdrawn"));
    assertThat(kinds()).containsExactly("public-withdrawn");
    assertThat(violations().get(0).path("ids").get(0).asString()).isEqualTo(file);
    expectPublic("Landscapes", Map.of("withdrawn", List.of("Withdrawn"), "field", "headline"));
    assertThat(violations()).isEmpty();
  }

  @Test
  void a_reviewer_above_the_mail_limit_is_a_violation() {
    ready("pl:demo:%s:1:1".formatted(asset));
    assertThat(violations()).isEmpty();
    assertThat(admin.json("PUT", "/oracle/mails", Map.of("per_reviewer_and_hour", 0)).status())
        .isEqualTo(204);
    assertThat(kinds()).isNotEmpty().containsOnly("mails");
    assertThat(violations().toString()).contains(REVIEWER);
    admin.json("PUT", "/oracle/mails", Map.of("per_reviewer_and_hour", 20));
    assertThat(violations()).isEmpty();
  }

  @Test
  void an_invalid_expectation_is_refused() {
    var noPattern = Map.of("keywords", List.of("("));
    assertThat(admin.json("PUT", "/oracle/picks", noPattern).status()).isEqualTo(400);
    var noField = Map.of("paths", List.of("Events"), "field", "mood");
    assertThat(admin.json("PUT", "/oracle/public", noField).status()).isEqualTo(400);
    assertThat(admin.json("PUT", "/oracle/mails", Map.of()).status()).isEqualTo(400);
    var mails = Map.of("per_reviewer_and_hour", 5);
    assertThat(admin.json("PUT", "/oracle/mails", mails).status()).isEqualTo(204);
  }

  @Test
  void calls_are_counted_by_asset() {
    var other = child(gallery);
    library.get("/media/" + asset);
    library.get("/media/" + asset);
    library.get("/media/" + other);
    library.get("/media/none");
    library.json("POST", "/galleries/%s/children".formatted(gallery), Map.of("media_id", asset));
    var proof =
        proofRequests.create(body("pl:demo:%s:1:1".formatted(asset), picture, stage("Brand")));
    proofRequests.api.json("PUT", "/proofs/" + proof, Map.of("name", "Renamed"));
    assertThat(
            admin
                .get("/journal/counts?by=asset")
                .json()
                .valueStream()
                .map(OracleExpectationsIT::sentence))
        .containsExactly(
            "photoshelter POST /psapi/v4.0/galleries/{id}/children 1 / 1 = 1.0",
            "photoshelter GET /psapi/v4.0/media/{id} 3 / 2 = 1.5",
            "ziflow POST /v1/proofs 1 / 1 = 1.0",
            "ziflow PUT /v1/proofs/{id} 1 / 1 = 1.0");
  }

  private void begin() {
    sandbox = Sandbox.start(SandboxSettings.in(data));
    admin = HttpCaller.at(sandbox.pages(), "/admin");
    library = PhotoShelterAuthenticationIT.loggedIn(sandbox);
    proofRequests = new ProofRequests(sandbox);
  }

  private static String sentence(JsonNode count) {
    return "%s %s %s %d / %d = %s"
        .formatted(
            count.path("api").asString(),
            count.path("method").asString(),
            count.path("route").asString(),
            count.path("calls").asInt(),
            count.path("assets").asInt(),
            count.path("mean").asDouble());
  }

  private void expectPicks(String gallery) {
    admin.json("PUT", "/oracle/picks", Map.of("galleries", List.of(gallery)));
  }

  private void expectPublic(String path, Map<String, Object> more) {
    var body = new java.util.HashMap<>(more);
    body.put("paths", List.of(path));
    assertThat(admin.json("PUT", "/oracle/public", body).status()).isEqualTo(204);
  }

  private String galleryNamed(String name) {
    return library
        .get("/galleries")
        .json()
        .path("data")
        .valueStream()
        .filter(each -> each.path("attributes").path("name").asString().equals(name))
        .findFirst()
        .orElseThrow()
        .path("id")
        .asString();
  }

  private String child(String of) {
    return library.get("/galleries/%s/children".formatted(of)).json().at("/data/0/id").asString();
  }

  private JsonNode ready(String key) {
    return proofRequests.ready(body(key, picture, stage("Brand", REVIEWER)));
  }

  private JsonNode violations() {
    return admin.get("/oracle").json();
  }

  private List<String> kinds() {
    return violations().valueStream().map(each -> each.path("kind").asString()).toList();
  }
}
