package io.proofline.sandbox;

import static io.proofline.sandbox.ProofRequests.stage;
import static io.proofline.sandbox.ZiflowFixture.CY;
import static io.proofline.sandbox.ZiflowFixture.id;
import static io.proofline.sandbox.ZiflowFixture.path;
import static io.proofline.sandbox.ZiflowFixture.stagePath;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.sandbox.web.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What all Ziflow calls have in common: forms of bodies, methods, and error bodies. */
class ZiflowRequestsIT {
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
  void a_body_may_be_a_form_with_nested_names() {
    var created =
        ziflow
            .api
            .form(
                "POST",
                "/proofs",
                "name",
                "Leaflet",
                "input[0][source]",
                ziflow.picture.toString(),
                "input[0][type]",
                "file",
                "pass_through_value",
                "fo:rm",
                "lock_on_decisions",
                "true",
                "stages[0][name]",
                "Brand",
                "stages[0][members][0][email]",
                SandboxCredentials.ZIFLOW_USER,
                "stages[0][members][0][decision]",
                "false",
                "stages[0][members][1][email]",
                CY,
                "stages[0][members][1][decision]",
                "true")
            .json();
    var proof = ziflow.proofs.read(id(created));
    assertThat(proof.path("name").asString()).isEqualTo("Leaflet");
    assertThat(proof.path("lock_on_decisions")).hasToString("true");
    var members = proof.path("stages").get(0).path("members");
    assertThat(members).hasSize(2);
    assertThat(members.get(0).path("decision").asBoolean()).isFalse();
    assertThat(members.get(1).path("decision").asBoolean()).isTrue();
    var found = ziflow.api.form("POST", "/proofs/search", "pass_through_value[]", "fo:rm");
    assertThat(found.status()).isEqualTo(200);
    var folder = ziflow.api.form("POST", "/folders", "name", "Jobs & more").json();
    assertThat(folder.path("name").asString()).isEqualTo("Jobs & more");
  }

  @ParameterizedTest(name = "{0} {1} allows {2}")
  @CsvSource({
    "PATCH, /proofs, 'GET, POST'",
    "DELETE, /proofs, 'GET, POST'",
    "POST, /proofs/p000, 'DELETE, GET, PUT'",
    "PUT, /webhooks, 'GET, POST'"
  })
  void a_wrong_method_is_refused_with_the_right_ones(String method, String path, String allowed) {
    var refused = ziflow.api.json(method, path, "{}");
    assertThat(refused.status()).isEqualTo(405);
    assertThat(refused.raw().headers().firstValue("Allow")).hasValue(allowed);
    assertErrorBody(refused);
  }

  @Test
  void every_error_has_the_same_form() {
    var proof = ziflow.ready("er:1", stage("Brand", CY));
    var unkeyed = HttpCaller.at(ziflow.sandbox.ziflow(), "/v1");
    var answers =
        List.of(
            unkeyed.get("/proofs"),
            ziflow.api.get("/nothing"),
            ziflow.api.get("/proofs/nothing"),
            ziflow.api.json("POST", "/proofs", "{"),
            ziflow.api.json("POST", "/proofs", "[]"),
            ziflow.api.json("POST", "/proofs", "\"text\""),
            ziflow.api.json("POST", "/proofs", ""),
            ziflow.api.json("PUT", path(proof), "[1]"),
            ziflow.api.json("PUT", path(proof) + "/integration-properties", "{}"),
            ziflow.api.json("POST", path(proof) + "/reviewers/status", "{}"),
            ziflow.api.json("POST", path(proof) + "/comments", "7"),
            ziflow.api.json("PUT", stagePath(proof, 0), "[]"),
            ziflow.api.json("POST", "/comment-labels", "[]"),
            ziflow.api.json("POST", "/users", "[]"),
            ziflow.api.json("POST", "/webhooks", "3"),
            ziflow.api.json("POST", "/folders", "[]"),
            ziflow.api.json("POST", "/proofs/search", "[]"),
            ziflow.api.get("/proofs?count=many"));
    assertThat(answers).allSatisfy(ZiflowRequestsIT::assertErrorBody);
  }

  @Test
  void the_calculation_of_a_stage_needs_its_type() {
    var proof = ziflow.ready("ty:1", stage("Brand", CY));
    var put = stagePath(proof, 0) + "/final-status-calculation";
    assertThat(ziflow.api.json("PUT", put, "{}").status()).isEqualTo(422);
    assertThat(ziflow.api.json("PUT", put, Map.of("reviewer_email", CY)).status()).isEqualTo(422);
    var changed = ziflow.api.json("PUT", put, Map.of("type", "only_one_decision"));
    assertThat(changed.json().path("final_status_calculation").path("type").asString())
        .isEqualTo("only_one_decision");
  }

  @Test
  void a_stage_without_a_name_is_numbered() {
    var unnamed = stage("", CY);
    unnamed.remove("name");
    var proof = ziflow.ready("na:1", stage("Brand", CY), unnamed);
    assertThat(proof.path("stages").valueStream().map(each -> each.path("name").asString()))
        .containsExactly("Brand", "Stage 2");
  }

  private static void assertErrorBody(HttpCaller.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
    assertThat(answer.raw().headers().firstValue("Content-Type")).hasValue("application/json");
    var body = Json.tree(answer.text());
    assertThat(body.propertyNames()).containsExactly("message", "errors");
    assertThat(body.path("message").asString()).isNotBlank();
    assertThat(body.path("errors").get(0).path("message")).isEqualTo(body.path("message"));
  }
}
