package io.proofline.sandbox;

import static io.proofline.sandbox.PhotoShelterFixture.attributes;
import static io.proofline.sandbox.PhotoShelterFixture.error;
import static io.proofline.sandbox.PhotoShelterFixture.ids;
import static io.proofline.sandbox.PhotoShelterFixture.names;
import static io.proofline.sandbox.PhotoShelterFixture.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings.Switch;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Visibility and permissions of containers, with and without a session. */
class PhotoShelterSharingIT {
  @TempDir static Path data;
  private static PhotoShelterFixture studio;
  private static HttpCaller v4;
  private static HttpCaller v3;

  private String collection;
  private String gallery;
  private String file;

  @BeforeAll
  static void start() {
    studio =
        PhotoShelterFixture.in(
            data, PhotoShelterSettings.defaults().with(Switch.PERMISSION_WRITES));
    v4 = studio.v4;
    v3 = studio.v3;
  }

  @AfterAll
  static void stop() {
    studio.close();
  }

  @BeforeEach
  void make() {
    collection = studio.newCollection("Portal", "");
    gallery = studio.newGallery("Shown", collection);
    file = studio.upload("shown.jpg", gallery);
  }

  @Test
  void visibility_is_set_over_v3_and_read_over_both() {
    for (var mode : List.of("everyone", "permission", "private")) {
      show("gallery", gallery, mode);
      show("collection", collection, mode);
      assertThat(attributes(v4.get("/galleries/%s/access".formatted(gallery))).path("mode"))
          .hasToString("\"%s\"".formatted(mode));
      assertThat(permissions("collections", collection).path("native_mode").asString())
          .isEqualTo(mode);
      var record = v3.get("/mem/gallery/" + gallery).json().path("data").path("Gallery");
      assertThat(record.path("mode").asString()).isEqualTo(mode);
      assertThat(record.path("effective_mode").asString()).isEqualTo(mode);
    }
    var path = "/mem/gallery/%s/visibility/update".formatted(gallery);
    assertThat(v3.form("POST", path, "mode", "friends").status()).isEqualTo(400);
  }

  @Test
  void a_key_without_a_session_sees_containers_visible_to_everyone() {
    assertThat(error(studio.keyed.get("/galleries/" + gallery)))
        .isEqualTo("AcsPermissionException");
    assertThat(studio.keyed.get("/media/" + file).status()).isEqualTo(401);
    show("gallery", gallery, "everyone");
    ok(studio.keyed.get("/galleries/" + gallery));
    assertThat(ids(studio.keyed.get("/galleries/%s/children".formatted(gallery))))
        .containsExactly(file);
    ok(studio.keyed.get("/media/" + file));
    ok(studio.keyed.get("/media/%s/iptc".formatted(file)));
  }

  @Test
  void a_key_without_a_session_can_not_list_write_or_download() {
    show("gallery", gallery, "everyone");
    for (var path : List.of("/library", "/galleries", "/search", "/trash", "/contacts")) {
      assertThat(studio.keyed.get(path).status()).as(path).isEqualTo(401);
    }
    var name = Map.of("name", "Mine");
    assertThat(studio.keyed.json("PATCH", "/galleries/" + gallery, name).status()).isEqualTo(401);
    assertThat(studio.keyed.get("/media/%s/download".formatted(file)).status()).isEqualTo(401);
    assertThat(studio.keyed.get("/galleries/G0000nothing0000").status()).isEqualTo(404);
  }

  @Test
  void owner_only_fields_are_null_for_a_key_without_a_session() {
    show("gallery", gallery, "everyone");
    var seen = attributes(studio.keyed.get("/galleries/" + gallery));
    var owned = attributes(v4.get("/galleries/" + gallery));
    for (var field : List.of("is_listed", "created_at", "modified_at")) {
      assertThat(seen.path(field).isNull()).as(field).isTrue();
      assertThat(owned.path(field).isNull()).as(field).isFalse();
    }
    assertThat(names(studio.keyed.get("/galleries/%s/path".formatted(gallery))))
        .containsExactly("Shown");
    assertThat(ids(studio.keyed.get("/galleries/%s/parents".formatted(gallery)))).isEmpty();
  }

  @Test
  void a_collection_lists_only_visible_children() {
    var hidden = studio.newGallery("Hidden", collection);
    show("collection", collection, "everyone");
    show("gallery", gallery, "everyone");
    var children = "/collections/%s/children".formatted(collection);
    assertThat(ids(studio.keyed.get(children))).containsExactly(gallery);
    assertThat(ids(v4.get(children))).containsExactlyInAnyOrder(gallery, hidden);
    assertThat(studio.keyed.get(children + "/" + hidden).status()).isEqualTo(404);
  }

  @Test
  void a_gallery_inherits_in_the_context_of_the_collection() {
    show("collection", collection, "everyone");
    inherit("gallery", gallery, collection, "t");
    var context = "?collection_id=" + collection;
    assertThat(studio.keyed.get("/galleries/" + gallery).status()).isEqualTo(401);
    ok(studio.keyed.get("/galleries/" + gallery + context));
    assertThat(ids(studio.keyed.get("/collections/%s/children".formatted(collection))))
        .containsExactly(gallery);
    var read = attributes(v4.get("/galleries/%s/permissions%s".formatted(gallery, context)));
    assertThat(read.path("mode").asString()).isEqualTo("everyone");
    assertThat(read.path("native_mode").asString()).isEqualTo("private");
    assertThat(read.path("inherited").get(0).path("collection_id").asString())
        .isEqualTo(collection);
    assertThat(read.path("inherited").get(0).path("mode").asString()).isEqualTo("everyone");
    var record = v3.get("/mem/gallery/" + gallery).json().path("data").path("Gallery");
    assertThat(record.path("effective_mode").asString()).isEqualTo("everyone");
    inherit("gallery", gallery, collection, "f");
    assertThat(studio.keyed.get("/galleries/" + gallery + context).status()).isEqualTo(401);
  }

  @Test
  void a_collection_inherits_from_the_one_above_and_nothing_inherits_from_elsewhere() {
    var below = studio.newCollection("Below", collection);
    show("collection", collection, "everyone");
    inherit("collection", below, collection, "t");
    ok(studio.keyed.get("/collections/" + below));
    var elsewhere = studio.collection("Events");
    var path = "/mem/collection/%s/permission/inherit".formatted(below);
    assertThat(v3.form("POST", path, "collection_id", elsewhere, "inherit", "t").status())
        .isEqualTo(400);
  }

  @Test
  void a_password_grants_view_and_download_of_a_container_in_permission_mode() {
    show("gallery", gallery, "permission");
    grant("galleries", gallery, Map.of("type", "password", "password", "open"));
    var one = "/galleries/%s/children".formatted(gallery);
    assertThat(studio.keyed.get(one).status()).isEqualTo(401);
    assertThat(studio.keyed.get(one + "?password=shut").status()).isEqualTo(401);
    ok(studio.keyed.get(one + "?password=open"));
    var download = "/media/%s/download?gallery_id=%s".formatted(file, gallery);
    assertThat(studio.keyed.get(download).status()).isEqualTo(401);
    assertThat(studio.keyed.get(download + "&password=open").bytes())
        .isEqualTo(PhotoShelterFixture.photograph("fig-in-red-bowl.jpg"));
  }

  @Test
  void a_share_token_of_the_collection_grants_access_to_inheriting_galleries() {
    show("collection", collection, "permission");
    inherit("gallery", gallery, collection, "t");
    grant("collections", collection, Map.of("type", "token", "token", "shared"));
    var path = "/galleries/%s?collection_id=%s".formatted(gallery, collection);
    assertThat(studio.keyed.get(path).status()).isEqualTo(401);
    ok(studio.keyed.get(path + "&token=shared"));
    show("collection", collection, "private");
    assertThat(studio.keyed.get(path + "&token=shared").status()).isEqualTo(401);
  }

  @Test
  void permissions_are_listed_with_secrets_for_the_owner_only() {
    show("gallery", gallery, "permission");
    grant(
        "galleries",
        gallery,
        Map.of("type", "password", "password", "open", "max_downloads", 3, "unheard_of", "x"));
    var entry = permissions("galleries", gallery).path("native").get(0);
    assertThat(entry.path("id").asString()).matches("AR000[A-Za-z0-9._]{11}");
    assertThat(entry.path("type").asString()).isEqualTo("password");
    assertThat(entry.path("attributes").path("password").asString()).isEqualTo("open");
    assertThat(entry.path("attributes").path("max_downloads").asInt()).isEqualTo(3);
    assertThat(entry.path("attributes").path("expires").isNull()).isTrue();
    assertThat(entry.path("attributes").has("unheard_of")).isFalse();
    var path = "/galleries/%s/permissions?password=open".formatted(gallery);
    var seen = attributes(studio.keyed.get(path)).path("native").get(0).path("attributes");
    assertThat(seen.path("password").isNull()).isTrue();
    assertThat(seen.path("max_downloads").asInt()).isEqualTo(3);
  }

  @Test
  void a_permission_of_an_unknown_type_is_refused() {
    var path = "/galleries/%s/permissions".formatted(gallery);
    assertThat(v4.json("POST", path, Map.of("type", "wish")).status()).isEqualTo(400);
    assertThat(permissions("galleries", gallery).path("native")).isEmpty();
  }

  @Test
  void contacts_are_found_and_read() {
    var found = v4.get("/contacts?email=cy@example.com");
    assertThat(names(found)).containsExactly("Cy Brand");
    assertThat(names(v4.get("/contacts?query=LEGAL"))).containsExactly("Lee Legal");
    assertThat(names(v4.get("/contacts"))).hasSize(2);
    var one = v4.get("/contacts/" + ids(found).getFirst());
    assertThat(attributes(one).path("email").asString()).isEqualTo("cy@example.com");
    assertThat(v4.get("/contacts/CT000nobody00000").status()).isEqualTo(404);
  }

  @Test
  void invites_list_only_containers_shared_with_the_user() {
    var other = ids(v4.get("/contacts?email=cy@example.com")).getFirst();
    grant("galleries", gallery, Map.of("type", "contact", "contact_id", other));
    assertThat(ids(v4.get("/user/invites"))).isEmpty();
    assertThat(attributes(v4.get("/users")).isMissingNode()).isTrue();
    assertThat(v4.get("/users").text()).contains(studio.accounts.photoshelterEmail());
  }

  @Test
  void the_public_api_of_v3_shows_containers_visible_to_everyone() {
    assertThat(studio.keyedV3.get("/gallery/" + gallery).status()).isEqualTo(401);
    show("gallery", gallery, "everyone");
    var seen = studio.keyedV3.get("/gallery/%s/images".formatted(gallery)).json().path("data");
    assertThat(seen.path("GalleryImage").get(0).path("image_id").asString()).isEqualTo(file);
    ok(studio.keyedV3.get("/image/" + file));
    assertThat(studio.keyedV3.get("/mem/image/" + file).status()).isEqualTo(401);
    assertThat(studio.keyedV3.get("/image/%s/download".formatted(file)).status()).isEqualTo(401);
  }

  private static JsonNode permissions(String family, String id) {
    return attributes(v4.get("/%s/%s/permissions".formatted(family, id)));
  }

  private static void grant(String family, String id, Map<String, Object> body) {
    ok(v4.json("POST", "/%s/%s/permissions".formatted(family, id), body));
  }

  private static void show(String kind, String id, String mode) {
    ok(v3.form("POST", "/mem/%s/%s/visibility/update".formatted(kind, id), "mode", mode));
  }

  private static void inherit(String kind, String id, String from, String on) {
    var path = "/mem/%s/%s/permission/inherit".formatted(kind, id);
    ok(v3.form("POST", path, "collection_id", from, "inherit", on));
  }

  @Test
  void a_key_without_a_session_lists_what_everyone_sees_of_an_organization() {
    var hidden = studio.newGallery("Hidden", collection);
    show("gallery", gallery, "everyone");
    var list = "/galleries?org_id=" + studio.accounts.organizationId();
    assertThat(ids(studio.keyed.get(list))).contains(gallery).doesNotContain(hidden);
    assertThat(attributes(studio.keyed.get("/galleries/" + gallery)).path("created_at").isNull())
        .isTrue();
    assertThat(ids(v4.get(list))).contains(gallery, hidden);
    assertThat(ids(studio.keyed.get("/galleries?org_id=O0000somebodyels"))).isEmpty();
    show("gallery", gallery, "permission");
    assertThat(ids(studio.keyed.get(list))).doesNotContain(gallery);
  }

  @Test
  void a_key_without_a_session_reads_the_organization() {
    var path = "/organization/" + studio.accounts.organizationId();
    var name = studio.keyedV3.get(path).json().path("data").path("Organization").path("name");
    assertThat(name.asString()).isEqualTo("Sandbox Studio");
    assertThat(studio.keyedV3.get("/organization/O0000somebodyels").status()).isEqualTo(404);
    assertThat(studio.keyedV3.get("/mem" + path + "/photographers").status()).isEqualTo(401);
  }

  @Test
  void invites_are_read_before_the_organization_step() {
    var loggedIn = studio.keyed.with("X-PS-Auth-Token", studio.login());
    ok(loggedIn.get("/user/invites"));
    assertThat(studio.keyed.get("/user/invites").status()).isEqualTo(401);
    assertThat(loggedIn.get("/users").status()).isEqualTo(401);
  }
}
