package io.proofline.sandbox;

import static io.proofline.sandbox.ProofRequests.stage;
import static io.proofline.sandbox.ZiflowFixture.CY;
import static io.proofline.sandbox.ZiflowFixture.DEE;
import static io.proofline.sandbox.ZiflowFixture.id;
import static io.proofline.sandbox.ZiflowFixture.path;
import static io.proofline.sandbox.ZiflowFixture.stagePath;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.account.ZiflowSettings;
import io.proofline.sandbox.ziflow.account.ZiflowSettings.CreateAnswer;
import io.proofline.sandbox.ziflow.account.ZiflowSettings.Edition;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Every switch of the Ziflow simulator in each position, over HTTP; WebhookDeliveryIT covers
 * signatures.
 */
class ZiflowSwitchesIT {
  private static final ZiflowSettings DEFAULTS = ZiflowSettings.defaults();

  @TempDir Path data;

  @ParameterizedTest(name = "{0} has up to {1} stages")
  @CsvSource({"FREE,1", "STANDARD,2", "PRO,3", "ENTERPRISE,9"})
  void an_edition_limits_the_stages(Edition edition, int most) {
    try (var ziflow = ZiflowFixture.open(data, DEFAULTS.withEdition(edition))) {
      assertThat(create(ziflow, most)).isEqualTo(200);
      assertThat(create(ziflow, most + 1)).isEqualTo(edition == Edition.ENTERPRISE ? 200 : 403);
    }
  }

  private static int create(ZiflowFixture ziflow, int stages) {
    var all = IntStream.range(0, stages).mapToObj(i -> stage("S" + i, CY)).toArray();
    return ziflow.api.json("POST", "/proofs", ziflow.body("e:" + stages, all)).status();
  }

  @ParameterizedTest(name = "with {0}")
  @ValueSource(ints = {403, 422})
  void enterprise_features_are_refused_in_other_editions(int status) {
    try (var ziflow = ZiflowFixture.open(data, DEFAULTS.withRefusal(status))) {
      var proof = ziflow.ready("en:1", stage("Brand", CY));
      var primary = Map.of("type", "primary_decision_maker", "reviewer_email", CY);
      var calls =
          List.of(
              ziflow.api.json("PUT", stagePath(proof, 0) + "/start", "{}"),
              ziflow.api.json("PUT", stagePath(proof, 0) + "/final-status-calculation", primary),
              ziflow.api.get(path(proof) + "/activities"),
              ziflow.api.json("POST", "/proofs/search/activity", Map.of()),
              ziflow.api.get(path(proof) + "/comments/pdf"),
              ziflow.api.get("/workflowtemplates"),
              ziflow.api.get("/custom-properties/proofs/groups"),
              create(ziflow, Map.of("skip", "on_approved")),
              create(ziflow, Map.of("lock", Map.of("type", "on_deadline"))),
              create(
                  ziflow, Map.of("stage_trigger", Map.of("trigger", Map.of("type", "manually")))));
      assertThat(calls).extracting(HttpCaller.Answer::status).containsOnly(status);
    }
  }

  private static HttpCaller.Answer create(ZiflowFixture ziflow, Map<String, ?> more) {
    var stage = stage("Brand", CY);
    stage.putAll(more);
    return ziflow.api.json("POST", "/proofs", ziflow.body("en:2", stage));
  }

  @Test
  void calls_that_a_lock_forbids_are_refused_with_the_same_status() {
    try (var ziflow = ZiflowFixture.open(data, DEFAULTS.withRefusal(422))) {
      var proof = ziflow.readyWith("lk:2", Map.of("lock_on_decisions", true), stage("Brand", CY));
      ziflow.proofs.decide(proof, CY, "approved");
      assertThat(ziflow.proofs.decide(proof, CY, "pending").status()).isEqualTo(422);
    }
  }

  @Test
  void enterprise_keeps_templates_property_groups_and_activities() {
    try (var ziflow = ZiflowFixture.open(data, DEFAULTS.withEdition(Edition.ENTERPRISE))) {
      ZiflowAccountIT.keepsEntries(ziflow.api, "/workflowtemplates", "name");
      ZiflowAccountIT.keepsEntries(ziflow.api, "/custom-properties/proofs/groups", "name");
      var proof = ziflow.ready("ent:1", stage("Brand", CY));
      ziflow.proofs.decide(proof, CY, "approved");
      var activities = ziflow.api.get(path(proof) + "/activities").json();
      assertThat(activities.propertyNames())
          .containsExactly("count", "page", "has_more", "activities");
      assertThat(
              activities.path("activities").valueStream().map(each -> each.path("type").asString()))
          .contains("created", "processed", "stage_started", "decision", "status");
      var search = "/proofs/search/activity";
      var ever = Map.of("start_date", "2020-01-01", "end_date", "2099-01-01");
      assertThat(ziflow.api.json("POST", search, ever).status()).isEqualTo(422);
      var yesterday = Instant.now().minus(Duration.ofDays(1)).toString();
      var range = Map.of("start_date", yesterday, "end_date", "2099-01-01");
      assertThat(
              ziflow
                  .api
                  .json("POST", search, range)
                  .json()
                  .valueStream()
                  .map(each -> each.asString()))
          .contains(id(proof));
    }
  }

  @Test
  void stages_come_from_a_template_or_follow_those_of_one() {
    try (var ziflow = ZiflowFixture.open(data, DEFAULTS.withEdition(Edition.ENTERPRISE))) {
      var stages = List.of(stage("House rules", CY));
      var template =
          id(
              ziflow
                  .api
                  .json("POST", "/workflowtemplates", Map.of("name", "T", "stages", stages))
                  .json());
      var plain = Map.of("workflow_template", Map.of("id", template));
      assertThat(names(ziflow.readyWith("wt:1", plain, stage("Mine", DEE))))
          .containsExactly("House rules");
      var appended = Map.of("workflow_template", Map.of("id", template, "append_stages", true));
      assertThat(names(ziflow.readyWith("wt:2", appended, stage("Mine", DEE))))
          .containsExactly("House rules", "Mine");
      var body = ziflow.body("wt:3", stage("Mine", DEE));
      body.put("workflow_template", Map.of("id", "none"));
      assertThat(ziflow.api.json("POST", "/proofs", body).status()).isEqualTo(422);
    }
  }

  private static List<String> names(JsonNode proof) {
    return proof.path("stages").valueStream().map(each -> each.path("name").asString()).toList();
  }

  @Test
  void a_create_answers_with_proof_id() {
    try (var ziflow = ZiflowFixture.open(data, DEFAULTS.withCreateAnswer(CreateAnswer.PROOF_ID))) {
      assertThat(created(ziflow).propertyNames()).containsExactly("proof_id");
    }
  }

  @Test
  void a_create_answers_with_a_list() {
    try (var ziflow = ZiflowFixture.open(data, DEFAULTS.withCreateAnswer(CreateAnswer.LIST))) {
      assertThat(created(ziflow).isArray()).isTrue();
      assertThat(created(ziflow).get(0).propertyNames()).containsExactly("id");
    }
  }

  private static JsonNode created(ZiflowFixture ziflow) {
    return ziflow.api.json("POST", "/proofs", ziflow.body("ca:1", stage("Brand", CY))).json();
  }

  @Test
  void several_inputs_are_a_batch_or_one_combined_proof() {
    try (var ziflow = ZiflowFixture.open(data)) {
      var body = ziflow.body("ba:1", stage("Brand", CY));
      var file = Map.of("source", ziflow.picture.toString(), "type", "file");
      body.put("input", List.of(file, file));
      assertThat(ziflow.api.json("POST", "/proofs", body).json()).hasSize(2);
      body.put("combine", true);
      var combined = ziflow.proofs.read(id(ziflow.api.json("POST", "/proofs", body).json()));
      assertThat(combined.path("source_files")).hasSize(2);
    }
  }

  @ParameterizedTest(name = "hidden: {0}")
  @ValueSource(booleans = {true, false})
  void a_locked_proof_hides_its_download_or_not_as_configured(boolean hides) {
    try (var ziflow =
        ZiflowFixture.open(data, hides ? DEFAULTS : DEFAULTS.withDownloadsOfLocked())) {
      var proof = ziflow.ready("dl:1", stage("Brand", CY));
      var locked = ziflow.api.json("PUT", path(proof), Map.of("locked", true)).json();
      assertThat(locked.path("download_link").isNull()).isEqualTo(hides);
      var barred =
          ziflow.readyWith("dl:2", Map.of("allow_source_download", false), stage("Brand", CY));
      assertThat(barred.path("download_link").isNull()).isTrue();
    }
  }

  @ParameterizedTest(name = "kept: {0}")
  @ValueSource(booleans = {true, false})
  void an_uploaded_version_keeps_the_pass_through_value_or_not_as_configured(boolean keeps) {
    try (var ziflow =
        ZiflowFixture.open(data, keeps ? DEFAULTS.withInheritedPassThrough() : DEFAULTS)) {
      var proof = ziflow.ready("pt:1", stage("Brand", CY));
      var bytes = PhotoShelterAuthenticationIT.resource("paint-brushes.jpg");
      ziflow.pages.file("/ziflow/proofs/%s/version".formatted(id(proof)), "2.jpg", bytes, Map.of());
      assertThat(ziflow.searchIds("pt:1")).hasSize(keeps ? 2 : 1);
    }
  }

  @ParameterizedTest(name = "any case: {0}")
  @ValueSource(booleans = {true, false})
  void a_search_is_case_sensitive_or_not_as_configured(boolean ignores) {
    try (var ziflow =
        ZiflowFixture.open(data, ignores ? DEFAULTS.withSearchIgnoringCase() : DEFAULTS)) {
      ziflow.proofs.create(ziflow.body("Case:1", stage("Brand", CY)));
      assertThat(ziflow.searchIds("Case:1")).hasSize(1);
      assertThat(ziflow.searchIds("CASE:1")).hasSize(ignores ? 1 : 0);
    }
  }

  @Test
  void a_search_lags_and_a_read_does_not() {
    try (var ziflow = ZiflowFixture.open(data, DEFAULTS.withSearchLag(Duration.ofHours(1)))) {
      var id = ziflow.proofs.create(ziflow.body("sl:1", stage("Brand", CY)));
      assertThat(ziflow.searchIds("sl:1")).isEmpty();
      assertThat(ziflow.proofs.read(id).path("id").asString()).isEqualTo(id);
    }
  }

  @ParameterizedTest(name = "taken: {0}")
  @ValueSource(booleans = {true, false})
  void a_locked_stage_accepts_comments_or_not_as_configured(boolean takes) {
    try (var ziflow =
        ZiflowFixture.open(data, takes ? DEFAULTS.withCommentsOnLockedStages() : DEFAULTS)) {
      var proof = ziflow.ready("ls:1", stage("Brand", CY));
      var stage = Map.of("id", id(proof.path("stages").get(0)), "status", Map.of("locked", true));
      ziflow.api.json("PUT", path(proof), Map.of("stages", List.of(stage)));
      var body =
          Json.object(
              "comment", "x", "location", Map.of("page", 1), "reviewer", Map.of("email", CY));
      assertThat(ziflow.api.json("POST", path(proof) + "/comments", body).status())
          .isEqualTo(takes ? 200 : 403);
    }
  }

  @Test
  void a_stage_without_a_name_is_refused_when_names_are_required() {
    try (var ziflow = ZiflowFixture.open(data, DEFAULTS.withStageNamesRequired())) {
      var unnamed = stage("", CY);
      assertThat(ziflow.api.json("POST", "/proofs", ziflow.body("nn:1", unnamed)).status())
          .isEqualTo(422);
      unnamed.put("name", "Brand");
      assertThat(ziflow.api.json("POST", "/proofs", ziflow.body("nn:1", unnamed)).status())
          .isEqualTo(200);
    }
  }

  @Test
  void a_created_folder_is_shown_alone_or_in_a_list() {
    try (var ziflow = ZiflowFixture.open(data, DEFAULTS.withCreatedFolderInList())) {
      var created = ziflow.api.json("POST", "/folders", Map.of("name", "Jobs")).json();
      assertThat(created).hasSize(1);
      assertThat(created.get(0).path("name").asString()).isEqualTo("Jobs");
    }
  }
}
