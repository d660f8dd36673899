package io.proofline.sandbox;

import static io.proofline.sandbox.ProofRequests.stage;
import static io.proofline.sandbox.ZiflowFixture.CY;
import static io.proofline.sandbox.ZiflowFixture.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.account.ZiflowSettings;
import io.proofline.sandbox.ziflow.account.ZiflowSettings.Edition;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Authentication, contacts, webhooks and account entries over HTTP. */
class ZiflowAccountIT {
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
  void the_key_is_accepted_in_four_ways() {
    var key = ziflow.sandbox.accounts().ziflowApiKey();
    var open = HttpCaller.at(ziflow.sandbox.ziflow(), "/v1");
    var basic = Base64.getEncoder().encodeToString((key + ":").getBytes(StandardCharsets.UTF_8));
    assertThat(open.get("/users?count=1").status()).isEqualTo(401);
    assertThat(open.get("/users?count=1").json().path("message").isString()).isTrue();
    assertThat(open.with("apikey", "wrong").get("/users?count=1").status()).isEqualTo(401);
    assertThat(open.with("apikey", key).get("/users?count=1").status()).isEqualTo(200);
    assertThat(open.with("Authorization", "Bearer " + key).get("/users?count=1").status())
        .isEqualTo(200);
    assertThat(open.with("Authorization", "Basic " + basic).get("/users?count=1").status())
        .isEqualTo(200);
    assertThat(open.get("/users?count=1&apikey=" + key).status()).isEqualTo(200);
  }

  @Test
  void webhooks_are_inactive_by_default_and_cannot_be_changed() {
    var made =
        ziflow
            .api
            .json(
                "POST",
                "/webhooks",
                Json.object(
                    "name",
                    "x",
                    "target",
                    "http://127.0.0.1:9/x",
                    "generate_signature_key",
                    true,
                    "subscription_types",
                    Json.object("proof", Json.object("created", true))))
            .json();
    assertThat(made.path("active").asBoolean()).isFalse();
    assertThat(made.path("webhook_signature_key").isString()).isTrue();
    assertThat(
            ziflow
                .api
                .get("/webhooks")
                .json()
                .valueStream()
                .map(hook -> hook.path("webhook_signature_key")))
        .contains(made.path("webhook_signature_key"));
    assertThat(
            ziflow
                .api
                .json("PUT", "/webhooks/" + made.path("id").asString(), Map.of("active", true))
                .status())
        .isIn(404, 405);
    assertThat(ziflow.api.delete("/webhooks/" + made.path("id").asString()).bytes()).isEmpty();
    assertThat(ziflow.api.delete("/webhooks/" + made.path("id").asString()).status())
        .isEqualTo(404);
  }

  @Test
  void users_and_guests_are_created_read_changed_and_deleted() {
    for (var kind : List.of("user", "guest")) {
      var email = kind + "@example.org";
      var made =
          ziflow
              .api
              .json("POST", "/%ss".formatted(kind), Map.of("email", email, "first_name", "Uma"))
              .json();
      assertThat(made.path("type").asString()).isEqualTo(kind);
      assertThat(ziflow.api.get("/contacts/" + email).json()).isEqualTo(made);
      assertThat(ziflow.api.get("/contacts/" + id(made)).json()).isEqualTo(made);
      assertThat(ziflow.api.json("POST", "/%ss".formatted(kind), Map.of("email", email)).status())
          .isEqualTo(422);
      var one = "/%ss/%s".formatted(kind, email);
      var changed =
          ziflow.api.json("PUT", one, Map.of("last_name", "Ng", "group", List.of("Brand"))).json();
      assertThat(changed.path("first_name").asString()).isEqualTo("Uma");
      assertThat(changed.path("last_name").asString()).isEqualTo("Ng");
      assertThat(ziflow.api.get("/contacts/" + email).json().path("group").get(0).asString())
          .isEqualTo("Brand");
      assertThat(ziflow.api.delete(one).bytes()).isEmpty();
      assertThat(ziflow.api.get("/contacts/" + email).status()).isEqualTo(404);
      assertThat(ziflow.api.get("/contacts").text()).doesNotContain(email);
    }
    assertThat(ziflow.api.json("POST", "/users", Map.of("first_name", "Nobody")).status())
        .isEqualTo(422);
  }

  @Test
  void users_are_listed_without_guests_and_contacts_with_them() {
    ziflow.ready("ac:1", stage("Brand", CY));
    var user = SandboxCredentials.ZIFLOW_USER;
    assertThat(emails("users")).contains(user).doesNotContain(CY);
    assertThat(emails("contacts")).contains(user, CY);
    assertThat(ziflow.api.get("/users/" + CY).status()).isEqualTo(404);
    assertThat(ziflow.api.get("/users/" + user).status()).isEqualTo(200);
  }

  private static List<String> emails(String list) {
    return ziflow
        .api
        .get("/%s?count=100".formatted(list))
        .json()
        .path(list)
        .valueStream()
        .map(each -> each.path("email").asString())
        .toList();
  }

  @Test
  void proofs_of_a_deleted_user_pass_to_another() {
    ziflow.api.json("POST", "/users", Map.of("email", "leaving@example.org"));
    var stage = stage("Brand", CY);
    stage.put("members", List.of(Map.of("email", "leaving@example.org")));
    var proof = ziflow.readyWith("ac:2", Map.of("owner_email", "leaving@example.org"), stage);
    assertThat(ziflow.api.delete("/users/leaving@example.org").status()).isEqualTo(422);
    assertThat(ziflow.api.delete("/users/leaving@example.org?newOwner=" + CY).status())
        .isEqualTo(422);
    var heir = SandboxCredentials.ZIFLOW_USER;
    assertThat(ziflow.api.delete("/users/leaving@example.org?newOwner=" + heir).status())
        .isEqualTo(200);
    assertThat(ziflow.reload(proof).path("owner").path("email").asString()).isEqualTo(heir);
  }

  @Test
  void decision_reasons_are_created_changed_and_deleted_one_by_one() {
    var path = "/decision-reasons/options";
    var made = ziflow.api.json("POST", path, Map.of("label", "Too loud")).json();
    assertThat(labels()).contains("Too loud");
    ziflow.api.json("PUT", path + "/" + id(made), Map.of("label", "Too bright"));
    assertThat(labels()).contains("Too bright").doesNotContain("Too loud");
    assertThat(ziflow.api.delete(path + "/" + id(made)).bytes()).isEmpty();
    assertThat(labels()).doesNotContain("Too bright");
    assertThat(ziflow.api.json("PUT", path + "/" + id(made), Map.of("label", "x")).status())
        .isEqualTo(404);
    assertThat(ziflow.api.json("POST", path, Map.of()).status()).isEqualTo(422);
  }

  private static List<String> labels() {
    return ziflow
        .api
        .get("/decision-reasons")
        .json()
        .path("options")
        .valueStream()
        .map(each -> each.path("label").asString())
        .toList();
  }

  @Test
  void comment_labels_are_created_changed_and_deleted() {
    keepsEntries(ziflow.api, "/comment-labels", "label");
  }

  /** Creates, reads, lists, changes and deletes an entry; the list has no envelope. */
  static void keepsEntries(HttpCaller api, String path, String required) {
    var made = api.json("POST", path, Map.of(required, "First", "color", "red")).json();
    var one = path + "/" + id(made);
    assertThat(api.get(one).json()).isEqualTo(made);
    assertThat(api.json("PUT", one, Map.of(required, "Second")).json().path("color").asString())
        .isEqualTo("red");
    assertThat(api.get(path).json().valueStream().map(each -> each.path(required).asString()))
        .contains("Second");
    assertThat(api.delete(one).bytes()).isEmpty();
    assertThat(api.get(one).status()).isEqualTo(404);
    assertThat(api.json("POST", path, Map.of("color", "red")).status()).isEqualTo(422);
  }

  @Test
  void decision_reasons_are_read_one_by_one_and_replaced_as_a_list() {
    try (var own = ZiflowFixture.open(data.resolve("reasons"))) {
      var all = "/decision-reasons";
      var kept = own.api.json("POST", all + "/options", Map.of("label", "Kept")).json();
      assertThat(own.api.get(all + "/options/" + id(kept)).json()).isEqualTo(kept);
      assertThat(own.api.get(all + "/options/nothing").status()).isEqualTo(404);
      var fresh = Map.of("label", "New");
      var same = Map.of("id", id(kept));
      for (var refused :
          List.of("x", List.of(same, same), List.of(Map.of()), List.of(Map.of("id", "nothing")))) {
        var before = own.api.get(all).json();
        assertThat(own.api.json("PUT", all, Map.of("options", refused)).status()).isIn(404, 422);
        assertThat(own.api.get(all).json()).isEqualTo(before);
      }
      var body = Map.of("required", true, "options", List.of(fresh, same));
      var replaced = own.api.json("PUT", all, body).json();
      assertThat(replaced.path("required").asBoolean()).isTrue();
      assertThat(own.api.get(all).json()).isEqualTo(replaced);
      assertThat(replaced.path("options").valueStream().map(each -> each.path("label").asString()))
          .containsExactly("New", "Kept");
    }
  }

  @Test
  void the_options_of_a_custom_property_are_made_read_and_changed() {
    try (var enterprise =
        ZiflowFixture.open(
            data.resolve("options"), ZiflowSettings.defaults().withEdition(Edition.ENTERPRISE))) {
      var api = enterprise.api;
      var property = Map.of("id", "p1", "name", "Season", "field_type", Map.of("type", "enum"));
      var groups = "/custom-properties/proofs/groups";
      var group =
          api.json("POST", groups, Map.of("name", "DAM", "properties", List.of(property))).json();
      var options = groups + "/" + id(group) + "/properties/p1/options";
      assertThat(api.get(options).json()).isEmpty();
      var made = api.json("POST", options, Map.of("value", "Spring")).json();
      assertThat(api.get(options).json().get(0)).isEqualTo(made);
      var one = options + "/" + id(made);
      api.json("PUT", one, Map.of("value", "Summer", "color", "red"));
      assertThat(api.get(one).json().path("value").asString()).isEqualTo("Summer");
      var shown = api.get(groups + "/" + id(group)).json().path("properties").get(0);
      assertThat(shown.path("field_type").path("options").get(0).path("color").asString())
          .isEqualTo("red");
      assertThat(api.get(options + "/nothing").status()).isEqualTo(404);
      assertThat(api.json("PUT", options + "/nothing", Map.of("value", "x")).status())
          .isEqualTo(404);
      assertThat(api.get(groups + "/" + id(group) + "/properties/p2/options").status())
          .isEqualTo(404);
      assertThat(api.json("POST", options, Map.of()).status()).isEqualTo(422);
    }
    assertThat(ziflow.api.get("/custom-properties/proofs/groups/g/properties/p/options").status())
        .isEqualTo(403);
  }
}
