package io.proofline.sandbox;

import static io.proofline.sandbox.PhotoShelterFixture.attributes;
import static io.proofline.sandbox.PhotoShelterFixture.error;
import static io.proofline.sandbox.PhotoShelterFixture.ids;
import static io.proofline.sandbox.PhotoShelterFixture.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings.Switch;
import io.proofline.sandbox.web.Json;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Calls that the sources name but do not describe: unknown paths by default, guesses when switched
 * on.
 */
class PhotoShelterUndocumentedCallsIT {
  @TempDir Path data;

  @Test
  void a_call_that_is_switched_off_answers_as_an_unknown_path() {
    try (var studio = PhotoShelterFixture.in(data)) {
      var v4 = studio.v4;
      var file = "/media/" + studio.media("fig-in-red-bowl.jpg");
      var permissions = "/galleries/%s/permissions".formatted(studio.gallery("Landscapes"));
      var unknown = v4.json("POST", "/no/such/path", Map.of());
      for (var answer :
          new HttpCaller.Answer[] {
            v4.file(
                "/media", "new.jpg", PhotoShelterFixture.photograph("two-friends.jpg"), Map.of()),
            v4.get(file + "/versions"),
            v4.json("PATCH", file + "/custom-metadata", Map.of()),
            v4.json("POST", permissions, Map.of("type", "password")),
            v4.get(permissions.replace("permissions", "child_count"))
          }) {
        assertThat(answer.status()).isEqualTo(unknown.status()).isEqualTo(404);
        assertThat(error(answer)).isEqualTo(error(unknown));
      }
    }
  }

  @Test
  void v4_adds_an_uploaded_file_to_a_gallery() {
    try (var studio = with(Switch.V4_UPLOAD)) {
      var bytes = PhotoShelterFixture.photograph("two-friends.jpg");
      var gallery = studio.gallery("Send to review");
      var stored = studio.v4.file("/media", "new.jpg", bytes, Map.of("gallery_id", gallery));
      ok(stored);
      assertThat(attributes(stored).path("file_name").asString()).isEqualTo("new.jpg");
      assertThat(ids(studio.v4.get("/galleries/%s/children".formatted(gallery))))
          .containsExactly(stored.json().path("data").path("id").asString());
      assertThat(studio.v4.form("POST", "/media", "gallery_id", gallery).status()).isEqualTo(400);
    }
  }

  @Test
  void a_new_version_is_active_until_an_older_one_is_activated() {
    try (var studio = with(Switch.V4_VERSIONS)) {
      var v4 = studio.v4;
      var file = "/media/" + studio.media("fig-in-red-bowl.jpg");
      var first = ids(v4.get(file + "/versions"));
      assertThat(first).hasSize(1).isEqualTo(ids(v4.get(file + "/versions")));
      var bytes = PhotoShelterFixture.photograph("two-friends.jpg");
      var second =
          v4.file(file + "/versions", "v2.jpg", bytes, Map.of("version_label", "Retouched"))
              .json()
              .path("data")
              .path("id")
              .asString();
      assertThat(v4.get(file + "/download").bytes()).isEqualTo(bytes);
      assertThat(attributes(v4.get(file)).path("file_size").asInt()).isEqualTo(bytes.length);
      assertThat(versions(v4, file).get(1).path("version_label").asString()).isEqualTo("Retouched");

      ok(v4.json("POST", "%s/versions/%s/activate".formatted(file, first.getFirst()), Map.of()));
      assertThat(v4.get(file + "/download").bytes())
          .isEqualTo(PhotoShelterFixture.photograph("fig-in-red-bowl.jpg"));

      var details = Map.of("version_label", "Old", "note", "Not used");
      ok(v4.json("PUT", "%s/versions/%s/details".formatted(file, second), details));
      assertThat(versions(v4, file).get(1).path("note").asString()).isEqualTo("Not used");
      assertThat(v4.delete("%s/versions/%s".formatted(file, first.getFirst())).status())
          .isEqualTo(400);
      ok(v4.delete("%s/versions/%s".formatted(file, second)));
      assertThat(ids(v4.get(file + "/versions"))).isEqualTo(first);
    }
  }

  @Test
  void a_tag_of_a_custom_field_is_set_found_and_removed() {
    try (var studio = with(Switch.CUSTOM_METADATA_WRITES)) {
      var v4 = studio.v4;
      var field = field(studio);
      var id = studio.media("fig-in-red-bowl.jpg");
      var path = "/media/%s/custom-metadata".formatted(id);
      assertThat(attributes(v4.get(path)).path("custom_metadata")).isEmpty();

      var approved = option(field, "Approved");
      ok(v4.json("PATCH", path, Map.of(field.path("id").asString(), approved)));
      var tag = attributes(v4.get(path)).path("custom_metadata").get(0);
      assertThat(tag.path("name").asString()).isEqualTo("Approval");
      assertThat(tag.path("value").asString()).isEqualTo("Approved");
      assertThat(ids(found(studio, field, "Approved"))).containsExactly(id);
      assertThat(ids(found(studio, field, "Rejected"))).isEmpty();

      ok(v4.json("PATCH", path, Map.of(field.path("id").asString(), option(field, "Rejected"))));
      assertThat(ids(found(studio, field, "Approved"))).isEmpty();
      ok(v4.json("PATCH", path, Map.of(field.path("id").asString(), "")));
      assertThat(attributes(v4.get(path)).path("custom_metadata")).isEmpty();
    }
  }

  @Test
  void an_unknown_field_and_an_unknown_tag_are_refused() {
    try (var studio = with(Switch.CUSTOM_METADATA_WRITES)) {
      var path = "/media/%s/custom-metadata".formatted(studio.media("fig-in-red-bowl.jpg"));
      assertThat(studio.v4.json("PATCH", path, Map.of("mood", "blue")).status()).isEqualTo(400);
      var known = field(studio).path("id").asString();
      assertThat(studio.v4.json("PATCH", path, Map.of(known, "blue")).status()).isEqualTo(400);
    }
  }

  @Test
  void sub_paths_have_underscores_if_configured() {
    try (var studio = with(Switch.UNDERSCORE_PATHS)) {
      var gallery = "/galleries/" + studio.gallery("Landscapes");
      var file = "/media/" + studio.media("fig-in-red-bowl.jpg");
      ok(studio.v4.get(gallery + "/child_count"));
      ok(studio.v4.get(gallery + "/key_image"));
      ok(studio.v4.get(file + "/custom_metadata"));
      assertThat(studio.v4.get(gallery + "/child-count").status()).isEqualTo(404);
      assertThat(studio.v4.get(file + "/custom-metadata").status()).isEqualTo(404);
    }
  }

  @Test
  void calls_over_the_limit_are_refused_with_the_time_to_wait() {
    var defaults = PhotoShelterSettings.defaults();
    var few = defaults.with(defaults.limits().callsPerMinute(5)).with(Switch.RATE_LIMIT_BINDS);
    try (var studio = PhotoShelterFixture.in(data, few)) {
      var last = studio.v4.get("/library");
      for (var call = 0; call < 5; call++) {
        last = studio.v4.get("/library");
      }
      assertThat(last.status()).isEqualTo(429);
      assertThat(error(last)).isEqualTo("TooManyRequestsException");
      assertThat(last.raw().headers().firstValueAsLong("Retry-After").orElseThrow())
          .isBetween(1L, 61L);
    }
  }

  @Test
  void the_rate_limit_is_reported_but_not_enforced_by_default() {
    var defaults = PhotoShelterSettings.defaults();
    try (var studio =
        PhotoShelterFixture.in(data, defaults.with(defaults.limits().callsPerMinute(1)))) {
      var before = rate(studio.v4.get("/library"));
      var after = rate(studio.v4.get("/library"));
      assertThat(after.path("limit").asInt()).isEqualTo(1);
      assertThat(after.path("current").asInt()).isEqualTo(before.path("current").asInt() + 1);
      assertThat(after.path("expires").asInt()).isBetween(1, 61);
    }
  }

  private PhotoShelterFixture with(Switch one) {
    return PhotoShelterFixture.in(data, PhotoShelterSettings.defaults().with(one));
  }

  private static JsonNode versions(HttpCaller v4, String file) {
    return Json.toTree(v4.get(file + "/versions").json().path("data").findValues("attributes"));
  }

  private static JsonNode field(PhotoShelterFixture studio) {
    var admin = HttpCaller.at(studio.sandbox.pages(), "/admin/photoshelter");
    return admin.get("/custom-fields").json().get(0);
  }

  private static String option(JsonNode field, String value) {
    return field
        .path("options")
        .valueStream()
        .filter(each -> each.path("value").asString().equals(value))
        .findFirst()
        .orElseThrow()
        .path("id")
        .asString();
  }

  private static HttpCaller.Answer found(PhotoShelterFixture studio, JsonNode field, String value) {
    var wanted = Map.of(field.path("id").asString(), option(field, value));
    return studio.v4.get(
        "/media?org_id=%s&custom_metadata=%s"
            .formatted(studio.accounts.organizationId(), HttpCaller.encoded(Json.write(wanted))));
  }

  private static JsonNode rate(HttpCaller.Answer answer) {
    return answer.json().path("meta").path("rate_limit");
  }
}
