package io.proofline.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.sandbox.photoshelter.PhotoShelterSettings;
import io.proofline.sandbox.picture.EmbeddedMetadata;
import io.proofline.sandbox.picture.IptcField;
import io.proofline.sandbox.picture.Picture;
import io.proofline.sandbox.web.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the PhotoShelter fact sheet says of v4 and v3, asked over HTTP. */
class PhotoShelterContractIT {
  @TempDir static Path data;
  private static Sandbox sandbox;
  private static SandboxAccounts accounts;
  private static Caller v4;
  private static Caller v3;

  @BeforeAll
  static void start() {
    sandbox = Sandbox.start(SandboxSettings.in(data));
    accounts = sandbox.accounts();
    v4 = loggedIn(sandbox);
    v3 = loggedInV3(sandbox);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  static Caller loggedIn(Sandbox sandbox) {
    var accounts = sandbox.accounts();
    var open =
        Caller.at(sandbox.photoshelter(), "/psapi/v4.0")
            .with("X-PS-Api-Key", accounts.photoshelterV4Key());
    var login =
        open.form(
            "POST",
            "/authenticate",
            "email",
            accounts.photoshelterEmail(),
            "password",
            accounts.photoshelterPassword(),
            "mode",
            "token");
    var member = open.with("X-PS-Auth-Token", login.json().path("token").asString());
    member.json("POST", "/organization/authenticate", Map.of("org_id", accounts.organizationId()));
    return member;
  }

  private static Caller loggedInV3(Sandbox sandbox) {
    var open =
        Caller.at(sandbox.photoshelter(), "/psapi/v3")
            .with("X-PS-Api-Key", accounts.photoshelterV3Key());
    var login =
        open.form(
                "POST",
                "/mem/authenticate",
                "email",
                accounts.photoshelterEmail(),
                "password",
                accounts.photoshelterPassword(),
                "mode",
                "token")
            .json();
    var member = open.with("X-PS-Auth-Token", login.path("data").path("token").asString());
    var organization = login.path("data").path("org").get(0).path("id").asString();
    assertThat(
            member
                .get("/mem/organization/%s/authenticate".formatted(organization))
                .json()
                .path("status")
                .asString())
        .isEqualTo("ok");
    return member;
  }

  // ---- who may come in

  @Test
  void a_call_without_the_key_is_refused_before_anything_else() {
    var answer = Caller.at(sandbox.photoshelter(), "/psapi/v4.0").get("/no/such/path");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.json().path("errors").get(0).path("id").asString())
        .isEqualTo("ApiKeyInvalidException");
    assertThat(answer.json().path("errors").get(0).path("status").asString()).isEqualTo("403");
  }

  @Test
  void the_keys_of_v3_and_v4_are_not_exchangeable() {
    var wrong =
        Caller.at(sandbox.photoshelter(), "/psapi/v4.0")
            .with("X-PS-Api-Key", accounts.photoshelterV3Key());
    assertThat(wrong.get("/library").status()).isEqualTo(403);
  }

  @Test
  void the_key_also_comes_as_a_query_parameter() {
    var answer =
        Caller.at(sandbox.photoshelter(), "/psapi/v4.0")
            .get("/library?api_key=" + Caller.encoded(accounts.photoshelterV4Key()));
    assertThat(answer.status()).isEqualTo(401);
  }

  @Test
  void member_calls_want_a_login_and_then_the_organization_step() {
    var keyed =
        Caller.at(sandbox.photoshelter(), "/psapi/v4.0")
            .with("X-PS-Api-Key", accounts.photoshelterV4Key());
    var anonymous = keyed.get("/library");
    assertThat(anonymous.status()).isEqualTo(401);
    assertThat(anonymous.raw().headers().firstValue("WWW-Authenticate")).isPresent();
    assertThat(anonymous.json().path("errors").get(0).path("id").asString())
        .isEqualTo("AcsPermissionException");

    var token =
        keyed
            .form(
                "POST",
                "/authenticate",
                "email",
                accounts.photoshelterEmail(),
                "password",
                accounts.photoshelterPassword(),
                "mode",
                "token")
            .json()
            .path("token")
            .asString();
    var loggedIn = keyed.with("X-PS-Auth-Token", token);
    assertThat(loggedIn.get("/user/session").status()).isEqualTo(200);
    assertThat(loggedIn.get("/library").status()).isEqualTo(401);
    assertThat(loggedIn.get("/media/%s/download".formatted(anyPhotograph())).status())
        .isEqualTo(401);

    var entered =
        loggedIn.form("POST", "/organization/authenticate", "org_id", accounts.organizationId());
    assertThat(entered.json().path("meta").path("status").asString()).isEqualTo("OK");
    assertThat(loggedIn.get("/library").status()).isEqualTo(200);

    loggedIn.json("POST", "/authenticate/logout", Map.of());
    assertThat(loggedIn.get("/library").status()).isEqualTo(401);
  }

  @Test
  void a_wrong_password_and_a_strange_organization_are_refused() {
    var keyed =
        Caller.at(sandbox.photoshelter(), "/psapi/v4.0")
            .with("X-PS-Api-Key", accounts.photoshelterV4Key());
    assertThat(
            keyed
                .form(
                    "POST",
                    "/authenticate",
                    "email",
                    accounts.photoshelterEmail(),
                    "password",
                    "guess",
                    "mode",
                    "token")
                .status())
        .isEqualTo(401);
    assertThat(
            loggedIn(sandbox)
                .json("POST", "/organization/authenticate", Map.of("org_id", "O0000somebodyels"))
                .status())
        .isEqualTo(401);
  }

  @Test
  void a_session_of_v4_does_not_serve_v3() {
    var token =
        v4.get("/user/session")
            .raw()
            .request()
            .headers()
            .firstValue("X-PS-Auth-Token")
            .orElseThrow();
    var mixed =
        Caller.at(sandbox.photoshelter(), "/psapi/v3")
            .with("X-PS-Api-Key", accounts.photoshelterV3Key())
            .with("X-PS-Auth-Token", token);
    var answer = mixed.get("/mem/image/" + anyPhotograph());
    assertThat(answer.json().path("status").asString()).isEqualTo("error");
    assertThat(answer.json().path("error").path("class").asString())
        .containsIgnoringCase("session");
  }

  @Test
  void an_unknown_path_and_an_unknown_file_are_not_found() {
    assertThat(v4.get("/no/such/path").json().path("errors").get(0).path("id").asString())
        .isEqualTo("ResourceNotFoundException");
    assertThat(v4.get("/media/I0000nothing0000").status()).isEqualTo(404);
  }

  // ---- files

  @Test
  void a_file_has_typed_attributes_and_dates_with_a_zone_word() {
    var media = v4.get("/media/" + photograph("fig-in-red-bowl.jpg")).json().path("data");
    assertThat(media.path("type").asString()).isEqualTo("image");
    assertThat(media.path("id").asString()).matches("I0000[A-Za-z0-9._]{11}");
    assertThat(media.path("attributes").path("file_size").isNumber()).isTrue();
    assertThat(media.path("attributes").path("width").asInt()).isEqualTo(1400);
    assertThat(media.path("attributes").path("created_at").asString())
        .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d GMT");
  }

  @Test
  void embedded_metadata_is_really_read() {
    var iptc =
        v4.get("/media/%s/iptc".formatted(photograph("fig-in-red-bowl.jpg")))
            .json()
            .path("data")
            .path("attributes");
    assertThat(iptc.path("title").asString()).isEqualTo("Fig in a red bowl");
    assertThat(iptc.path("author").asString()).isEqualTo("Trevor \"Freespace\"");
    assertThat(iptc.path("keywords").asString())
        .isEqualTo("product, tableware, autumn-range, review:brand");
    assertThat(iptc.path("edit_status").isNull()).isTrue();
  }

  @Test
  void patching_one_field_changes_it_alone_and_moves_the_date() {
    var id = photograph("forest-stream.jpg");
    var before = v4.get("/media/%s/iptc".formatted(id)).json().path("data").path("attributes");
    var answer =
        v4.json("PATCH", "/media/%s/iptc".formatted(id), Map.of("edit_status", "Approved"));
    assertThat(answer.status()).isEqualTo(200);
    var after = v4.get("/media/%s/iptc".formatted(id)).json().path("data").path("attributes");
    assertThat(after.path("edit_status").asString()).isEqualTo("Approved");
    assertThat(after.path("caption")).isEqualTo(before.path("caption"));
    assertThat(after.path("keywords")).isEqualTo(before.path("keywords"));
    var window = "/media?org_id=%s&edit_status=Approved".formatted(accounts.organizationId());
    assertThat(ids(v4.get(window))).containsExactly(id);
  }

  @Test
  void iptc_as_a_form_is_refused_by_default() {
    var answer =
        v4.form("PATCH", "/media/%s/iptc".formatted(anyPhotograph()), "edit_status", "Approved");
    assertThat(answer.status()).isEqualTo(415);
  }

  @Test
  void an_unknown_iptc_field_is_refused() {
    assertThat(
            v4.json("PATCH", "/media/%s/iptc".formatted(anyPhotograph()), Map.of("mood", "blue"))
                .status())
        .isEqualTo(400);
  }

  @Test
  void a_download_is_the_bytes_themselves() {
    var id = photograph("two-friends.jpg");
    var size =
        v4.get("/media/" + id).json().path("data").path("attributes").path("file_size").asLong();
    var answer = v4.get("/media/%s/download?download_filetype=original".formatted(id));
    assertThat(answer.raw().headers().firstValue("Content-Type"))
        .hasValue("application/octet-stream");
    assertThat(answer.bytes()).hasSize((int) size).isEqualTo(resource("two-friends.jpg"));
  }

  @Test
  void a_link_shows_a_smaller_picture_without_a_key() {
    var link =
        v4.get("/media/%s/link?image_size=300x200&image_mode=fill".formatted(anyPhotograph()))
            .json()
            .path("data")
            .path("attributes")
            .path("link")
            .asString();
    var path = link.substring(sandbox.photoshelter().toString().length());
    var picture = Caller.at(sandbox.photoshelter(), "").get(path);
    assertThat(picture.raw().headers().firstValue("Content-Type")).hasValue("image/jpeg");
    assertThat(Picture.decode(picture.bytes()).orElseThrow().width()).isEqualTo(300);
  }

  // ---- finding

  @Test
  void media_wants_a_selector() {
    assertThat(v4.get("/media?keywords=press").status()).isEqualTo(400);
  }

  @Test
  void media_filters_by_keyword_gallery_and_window() {
    var organization = "/media?org_id=" + accounts.organizationId();
    assertThat(names(v4.get(organization + "&keywords=review:brand")))
        .containsExactly("fig-in-red-bowl.jpg");
    assertThat(names(v4.get(organization + "&galleries=" + gallery("Autumn range"))))
        .containsExactlyInAnyOrder("fig-in-red-bowl.jpg", "paint-brushes.jpg");
    assertThat(names(v4.get(organization + "&collections=" + collection("Events")))).hasSize(2);
    assertThat(
            names(
                v4.get(
                    organization
                        + "&create_start="
                        + Caller.encoded("2001-01-01 00:00:00 GMT")
                        + "&create_end="
                        + Caller.encoded("2001-01-02 00:00:00 GMT"))))
        .isEmpty();
    assertThat(
            names(
                v4.get(
                    organization + "&create_start=" + Caller.encoded("2001-01-01 00:00:00 GMT"))))
        .hasSizeGreaterThanOrEqualTo(8);
    assertThat(v4.get(organization + "&modify_start=yesterday").status()).isEqualTo(400);
  }

  @Test
  void lists_page_with_addresses_of_the_neighbours() {
    var first =
        v4.get(
                "/search?org_id=%s&mode=library&page=1&per_page=3&sort_by=creation_time&sort_direction=descending"
                    .formatted(accounts.organizationId()))
            .json();
    assertThat(first.path("data")).hasSize(3);
    assertThat(first.path("data").get(0).path("type").asString()).isEqualTo("media");
    var paging = first.path("meta").path("paging");
    assertThat(paging.path("total").asInt()).isGreaterThanOrEqualTo(8);
    assertThat(paging.path("prev").isNull()).isTrue();
    var next =
        v4.get(
                paging
                    .path("next")
                    .asString()
                    .substring((sandbox.photoshelter() + "/psapi/v4.0").length()))
            .json();
    assertThat(next.path("meta").path("paging").path("page").asInt()).isEqualTo(2);
    assertThat(first.path("meta").path("rate_limit").path("limit").isNumber()).isTrue();
    assertThat(v4.get("/search?page=1000&per_page=3").status()).isEqualTo(400);
  }

  // ---- galleries and collections

  @Test
  void the_library_shows_the_root() {
    var root = v4.get("/library?sort_by=name").json().path("data");
    assertThat(root.findValuesAsString("name")).containsExactly("Campaigns", "Events", "Review");
    assertThat(root.get(0).path("attributes").path("created_at").asString())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}");
  }

  @Test
  void a_gallery_shows_its_files_without_names_or_dates() {
    var gallery = gallery("Landscapes");
    var children =
        v4.get(
                "/galleries/%s/children?page=1&per_page=100&sort_by=added_at&sort_direction=descending"
                    .formatted(gallery))
            .json();
    assertThat(children.path("data")).hasSize(4);
    assertThat(children.path("data").get(0).path("attributes").propertyNames())
        .containsExactly("display_order");
    assertThat(
            v4.get("/galleries/%s/child-count".formatted(gallery))
                .json()
                .path("meta")
                .path("children_count")
                .path("images")
                .asInt())
        .isEqualTo(4);
    assertThat(
            v4.get("/galleries/%s/path".formatted(gallery))
                .json()
                .path("data")
                .findValuesAsString("name"))
        .containsExactly("Landscapes", "Campaigns");
  }

  @Test
  void a_file_comes_into_a_further_gallery_and_out_again() {
    var id = photograph("aizkorri-ridge.jpg");
    var gallery = gallery("Send to review");
    assertThat(
            v4.json("POST", "/galleries/%s/children".formatted(gallery), Map.of("media_id", id))
                .status())
        .isEqualTo(200);
    var homes = v4.get("/media/%s/galleries?include=gallery".formatted(id)).json().path("data");
    assertThat(
            homes
                .valueStream()
                .map(home ->
                    home.path("includes")
                        .path("gallery")
                        .path("data")
                        .path("attributes")
                        .path("name")
                        .asString()))
        .containsExactly("Landscapes", "Send to review");
    assertThat(v4.delete("/galleries/%s/children/%s".formatted(gallery, id)).status())
        .isEqualTo(200);
    assertThat(v4.delete("/galleries/%s/children/%s".formatted(gallery, id)).status())
        .isEqualTo(404);
    assertThat(v4.get("/media/" + id).status()).isEqualTo(200);
  }

  @Test
  void a_file_taken_out_of_its_last_gallery_is_trashed_and_can_be_restored() {
    var gallery = gallery("Opening night");
    var id = upload("spare.jpg", gallery);
    v4.delete("/galleries/%s/children/%s".formatted(gallery, id));
    assertThat(v4.get("/media/" + id).status()).isEqualTo(404);
    assertThat(ids(v4.get("/trash"))).contains(id);
    assertThat(v4.json("POST", "/trash/%s/restore".formatted(id), Map.of()).status())
        .isEqualTo(200);
    assertThat(v4.get("/media/%s/galleries".formatted(id)).json().path("data")).isEmpty();
    v4.delete("/media/" + id);
    assertThat(ids(v4.get("/trash"))).contains(id);
  }

  @Test
  void collection_lists_page_only_when_both_parameters_are_sent() {
    assertThat(v4.get("/collections?per_page=50").json().path("meta").has("paging")).isFalse();
    var paged = v4.get("/collections?include=parent,child-count&page=1&per_page=2").json();
    assertThat(paged.path("data")).hasSize(2);
    assertThat(
            paged
                .path("data")
                .get(0)
                .path("includes")
                .path("child-count")
                .path("data")
                .path("attributes")
                .path("total")
                .asInt())
        .isEqualTo(2);
  }

  @Test
  void a_gallery_sits_in_several_collections() {
    var gallery =
        v4.json("POST", "/galleries", Map.of("name", "Press kit", "parent", collection("Events")))
            .json()
            .path("data")
            .path("id")
            .asString();
    v4.json(
        "POST",
        "/galleries/%s/parents".formatted(gallery),
        Map.of("collection_id", collection("Campaigns")));
    assertThat(v4.get("/galleries/%s/parents".formatted(gallery)).json().path("data")).hasSize(2);
    assertThat(
            v4.get("/collections/%s/children".formatted(collection("Campaigns")))
                .json()
                .path("data")
                .findValuesAsString("name"))
        .contains("Press kit");
    assertThat(v4.delete("/galleries/" + gallery).status()).isEqualTo(200);
    assertThat(v4.get("/galleries/" + gallery).status()).isEqualTo(404);
  }

  // ---- v3

  @Test
  void an_upload_over_v3_brings_its_embedded_metadata() {
    var id = upload("fig-again.jpg", gallery("Autumn range"));
    var image = v3.get("/mem/image/%s".formatted(id)).json().path("data").path("Image");
    assertThat(image.path("file_size").isString()).isTrue();
    assertThat(image.path("f_searchable").asString()).isEqualTo("t");
    assertThat(
            v3.get("/mem/image/%s/iptc".formatted(id))
                .json()
                .path("data")
                .path("Iptc")
                .path("keyword")
                .asString())
        .contains("review:brand");
    var found =
        v3.form(
            "POST",
            "/mem/image/query",
            "gallery_id",
            gallery("Autumn range"),
            "file_name",
            "fig-again.jpg");
    assertThat(found.json().path("data").path("total").asString()).isEqualTo("1");
    v4.delete("/media/" + id);
  }

  @Test
  void a_gallery_page_of_v3_brings_file_and_iptc_in_one_call() {
    var extend =
        Caller.encoded(
            "{\"Image\":{\"fields\":\"image_id,file_name,updated_at\",\"params\":{}},\"Iptc\":{\"fields\":\"keyword,edit_status\",\"params\":{}}}");
    var answer =
        v3.get(
                "/mem/gallery/%s/images?fields=image_id,f_visible&extend=%s&per_page=3&page=1"
                    .formatted(gallery("Landscapes"), extend))
            .json();
    var row = answer.path("data").path("GalleryImage").get(0);
    assertThat(row.propertyNames())
        .containsExactlyInAnyOrder("image_id", "f_visible", "Image", "Iptc");
    assertThat(row.path("Image").propertyNames())
        .containsExactly("image_id", "file_name", "updated_at", "Iptc");
    assertThat(row.path("Image").path("updated_at").asString())
        .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
    assertThat(row.path("Iptc").path("keyword").asString()).contains("landscape");
    assertThat(answer.path("data").path("Paging").path("next").asString()).contains("page=2");
    var last =
        v3.get("/mem/gallery/%s/images?per_page=3&page=2".formatted(gallery("Landscapes"))).json();
    assertThat(last.path("data").path("Paging").has("next")).isFalse();
  }

  @Test
  void an_empty_v3_list_is_null() {
    assertThat(
            v3.get("/mem/gallery/%s/images?per_page=3&page=9".formatted(gallery("Landscapes")))
                .json()
                .path("data")
                .path("GalleryImage")
                .isNull())
        .isTrue();
  }

  @Test
  void iptc_encodings_are_a_switch(@TempDir Path other) {
    var form = PhotoShelterSettings.defaults().withIptcPatch(PhotoShelterSettings.IptcPatch.QUERY);
    try (var switched = Sandbox.start(SandboxSettings.in(other).with(form))) {
      var member = loggedIn(switched);
      var id = ids(member.get("/search?per_page=1")).getFirst();
      member.json("PATCH", "/media/%s/iptc?edit_status=Approved".formatted(id), Map.of());
      assertThat(
              member
                  .get("/media/%s/iptc".formatted(id))
                  .json()
                  .path("data")
                  .path("attributes")
                  .path("edit_status")
                  .asString())
          .isEqualTo("Approved");
    }
  }

  @Test
  void edits_are_embedded_in_a_download_that_asks_for_it() {
    var id = photograph("paint-brushes.jpg");
    v4.json(
        "PATCH",
        "/media/%s/iptc".formatted(id),
        Map.of("edit_status", "Geprüft", "keywords", List.of("one", "two")));
    var plain = v4.get("/media/%s/download".formatted(id)).bytes();
    assertThat(plain).isEqualTo(resource("paint-brushes.jpg"));
    var embedded = v4.get("/media/%s/download?download_image_embed=true".formatted(id)).bytes();
    var read = EmbeddedMetadata.read(embedded);
    assertThat(read.text(IptcField.EDIT_STATUS)).hasValue("Geprüft");
    assertThat(read.text(IptcField.TITLE)).hasValue("Paint brushes");
    assertThat(read.keywords()).containsExactly("one", "two");
    assertThat(Picture.decode(embedded).orElseThrow().width())
        .isEqualTo(Picture.decode(plain).orElseThrow().width());
  }

  @Test
  void a_session_that_is_silent_too_long_ends(@TempDir Path other) {
    var impatient = PhotoShelterSettings.defaults().withSessionIdle(Duration.ofMillis(1));
    try (var switched = Sandbox.start(SandboxSettings.in(other).with(impatient))) {
      var member = loggedIn(switched);
      await().until(() -> member.get("/library").status() == 401);
    }
  }

  private static String upload(String name, String gallery) {
    var answer =
        v3.file(
            "/mem/image/upload",
            name,
            resource("fig-in-red-bowl.jpg"),
            Map.of("gallery_id", gallery, "f_searchable", "t"));
    return answer.json().path("data").path("Image").path("image_id").asString();
  }

  private static String anyPhotograph() {
    return photograph("summit-sunset.jpg");
  }

  private static String photograph(String fileName) {
    return ids(v4.get(
            "/media?org_id=%s&file_name=%s".formatted(accounts.organizationId(), fileName)))
        .getFirst();
  }

  private static String gallery(String name) {
    return ids(v4.get("/galleries?name=" + Caller.encoded(name))).getFirst();
  }

  private static String collection(String name) {
    return ids(v4.get("/collections?name=" + Caller.encoded(name))).getFirst();
  }

  private static List<String> ids(Caller.Answer answer) {
    return answer
        .json()
        .path("data")
        .valueStream()
        .map(item -> item.path("id").asString())
        .toList();
  }

  private static List<String> names(Caller.Answer answer) {
    return answer
        .json()
        .path("data")
        .valueStream()
        .map(item -> item.path("attributes").path("file_name").asString())
        .toList();
  }

  static byte[] resource(String name) {
    try (var stream = Json.class.getResourceAsStream("/photos/" + name)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static JsonNode first(Caller.Answer answer) {
    return answer.json().path("data").get(0);
  }
}
