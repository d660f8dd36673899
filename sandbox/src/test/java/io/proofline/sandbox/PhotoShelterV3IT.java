package io.proofline.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The documented behaviour of v3, checked over HTTP. */
class PhotoShelterV3IT {
  @TempDir static Path directory;
  private static PhotoShelterFixture studio;
  private static HttpCaller v4;
  private static HttpCaller v3;

  @BeforeAll
  static void start() {
    studio = PhotoShelterFixture.in(directory);
    v4 = studio.v4;
    v3 = studio.v3;
  }

  @AfterAll
  static void stop() {
    studio.close();
  }

  @Test
  void an_upload_over_v3_keeps_its_embedded_metadata() {
    var id = studio.upload("fig-again.jpg", studio.gallery("Autumn range"));
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
            studio.gallery("Autumn range"),
            "file_name",
            "fig-again.jpg");
    assertThat(found.json().path("data").path("total").asString()).isEqualTo("1");
    v4.delete("/media/" + id);
  }

  @Test
  void a_gallery_page_of_v3_brings_file_and_iptc_in_one_call() {
    var extend =
        HttpCaller.encoded(
            "{\"Image\":{\"fields\":\"image_id,file_name,updated_at\",\"params\":{}},\"Iptc\":{\"fields\":\"keyword,edit_status\",\"params\":{}}}");
    var answer =
        v3.get(
                "/mem/gallery/%s/images?fields=image_id,f_visible&extend=%s&per_page=3&page=1"
                    .formatted(studio.gallery("Landscapes"), extend))
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
        v3.get("/mem/gallery/%s/images?per_page=3&page=2".formatted(studio.gallery("Landscapes")))
            .json();
    assertThat(last.path("data").path("Paging").has("next")).isFalse();
  }

  @Test
  void an_empty_v3_list_is_null() {
    assertThat(
            v3.get(
                    "/mem/gallery/%s/images?per_page=3&page=9"
                        .formatted(studio.gallery("Landscapes")))
                .json()
                .path("data")
                .path("GalleryImage")
                .isNull())
        .isTrue();
  }

  @Test
  void a_gallery_of_all_kinds_has_a_row_name_for_each_kind() {
    var gallery = studio.newGallery("Mixed", studio.collection("Events"));
    studio.upload("mixed.jpg", gallery);
    var sheet = studio.upload("sheet.pdf", new byte[] {1, 2, 3}, gallery);
    var media = data("/mem/gallery/%s/media".formatted(gallery)).path("GalleryMedia");
    assertThat(media.get(0).path("GalleryImage").path("Image").path("file_name").asString())
        .isEqualTo("mixed.jpg");
    assertThat(media.get(1).path("media_id").asString()).isEqualTo(sheet);
    assertThat(media.get(1).path("GalleryDoc").path("Doc").path("file_name").asString())
        .isEqualTo("sheet.pdf");
    assertThat(data("/mem/gallery/%s/images".formatted(gallery)).path("GalleryImage")).hasSize(1);
    v4.delete("/galleries/" + gallery);
  }

  @Test
  void containers_are_created_and_listed() {
    var made = v3.form("POST", "/mem/collection/insert", "name", "Made", "f_list", "t").json();
    var collection = made.path("data").path("id").asString();
    var path = "/mem/gallery/insert?name=Inside&mode=everyone&parent=" + collection;
    var gallery = data(path).path("Gallery").path("gallery_id").asString();
    var children = data("/mem/collection/%s/children".formatted(collection)).path("Children");
    assertThat(children.path("Gallery").get(0).path("gallery_id").asString()).isEqualTo(gallery);
    assertThat(children.path("Collection").isNull()).isTrue();
    assertThat(data("/mem/gallery/query?parent=" + collection).path("Gallery")).hasSize(1);
    var parents = data("/mem/gallery/%s/parent".formatted(gallery)).path("Parents");
    assertThat(parents.get(0).path("name").asString()).isEqualTo("Made");
    assertThat(data("/mem/collection/%s/parent".formatted(collection)).path("Parent").isNull())
        .isTrue();
    assertThat(data("/mem/collection/root/children").toString()).contains(collection);
    assertThat(data("/mem/collection/" + collection).path("Collection").path("f_list").asString())
        .isEqualTo("t");
    v4.delete("/collections/" + collection);
  }

  @Test
  void a_search_requires_all_its_words() {
    var both = HttpCaller.encoded("[\"review:brand\",\"tableware\"]");
    assertThat(data("/mem/image/search?terms=" + both).path("Results")).hasSize(1);
    var one = HttpCaller.encoded("[\"review:brand\",\"submarine\"]");
    assertThat(data("/mem/image/search?terms=" + one).path("Results").isNull()).isTrue();
  }

  @Test
  void a_file_shows_its_galleries_and_its_link() {
    var id = studio.media("fig-in-red-bowl.jpg");
    var homes = data("/mem/image/%s/galleries".formatted(id)).path("ImageGallery");
    assertThat(homes.get(0).path("Gallery").path("name").asString()).isEqualTo("Autumn range");
    var path = "/mem/image/%s/link?image_size=300x200&image_mode=fill".formatted(id);
    assertThat(data(path).path("ImageLink").path("link").asString())
        .endsWith("/img-get2/%s/fill=300x200".formatted(id));
  }

  @Test
  void a_trashed_file_is_not_found_over_both_versions_until_it_is_restored() {
    var id = studio.upload("gone.jpg", studio.gallery("Landscapes"));
    v4.delete("/media/" + id);
    assertThat(v3.get("/mem/image/" + id).status()).isEqualTo(404);
    assertThat(v4.get("/media/" + id).status()).isEqualTo(404);
    PhotoShelterFixture.ok(v4.json("POST", "/trash/%s/restore".formatted(id), Map.of()));
    PhotoShelterFixture.ok(v3.get("/mem/image/" + id));
    assertThat(data("/mem/image/%s/galleries".formatted(id)).path("ImageGallery").isNull())
        .isTrue();
    assertThat(v4.json("POST", "/trash/%s/restore".formatted(id), Map.of()).status())
        .isEqualTo(404);
    v4.delete("/media/" + id);
  }

  @Test
  void the_organization_and_its_photographers_are_listed() {
    var organization = studio.accounts.organizationId();
    assertThat(data("/organization/" + organization).path("Organization").path("name").asString())
        .isEqualTo("Sandbox Studio");
    var who = data("/mem/organization/%s/photographers".formatted(organization));
    var image = data("/mem/image/" + studio.media("two-friends.jpg")).path("Image");
    assertThat(who.path("photographers").get(0).path("user_id"))
        .isEqualTo(image.path("photographer_id"));
    assertThat(v3.get("/organization/O0000somebodyels").status()).isEqualTo(404);
  }

  @Test
  void a_workspace_shows_its_files_and_their_reviews() {
    var workspace = data("/workspace/query").path("Workspace").get(0);
    var id = workspace.path("workspace_id").asString();
    assertThat(id).matches("W0000[A-Za-z0-9._]{11}");
    var media = data("/workspace/%s/media".formatted(id)).path("WorkspaceMedia");
    assertThat(media).hasSize(2);
    assertThat(media.get(0).path("WorkspaceImage").propertyNames())
        .containsExactly("Media", "Iptc", "Link", "Group", "CommentCount");
    var file = media.get(0).path("media_id").asString();
    var review = "/workspace/%s/media/%s/review".formatted(id, file);
    assertThat(data(review).path("Review").isNull()).isTrue();
    HttpCaller.at(studio.sandbox.pages(), "")
        .form(
            "POST",
            "/photoshelter/workspaces/%s/review".formatted(id),
            "media",
            file,
            "reviewer",
            "cy@example.com",
            "good",
            "false");
    var thought = data(review).path("Review").get(0);
    assertThat(thought.path("email").asString()).isEqualTo("cy@example.com");
    assertThat(thought.path("f_approved").asString()).isEqualTo("f");
    assertThat(studio.keyedV3.get("/workspace/query").status()).isEqualTo(401);
  }

  @Test
  void the_files_of_a_workspace_are_downloaded_as_one_zip() throws IOException {
    var id = data("/workspace/query").path("Workspace").get(0).path("workspace_id").asString();
    var answer = v4.get("/media/batch/download?workspace_id=" + id);
    assertThat(answer.raw().headers().firstValue("Content-Type")).hasValue("application/zip");
    try (var zip = new ZipInputStream(new ByteArrayInputStream(answer.bytes()))) {
      for (var name : List.of("fig-in-red-bowl.jpg", "paint-brushes.jpg")) {
        assertThat(zip.getNextEntry().getName()).isEqualTo(name);
        assertThat(zip.readAllBytes()).isEqualTo(PhotoShelterFixture.photograph(name));
      }
    }
    assertThat(v4.get("/media/batch/download").status()).isEqualTo(400);
  }

  private static JsonNode data(String path) {
    var answer = v3.get(path);
    PhotoShelterFixture.ok(answer);
    return answer.json().path("data");
  }

  @Test
  void a_gallery_and_a_collection_show_only_the_requested_fields() {
    var gallery = studio.gallery("Opening night");
    var one = data("/mem/gallery/%s?fields=gallery_id,name".formatted(gallery)).path("Gallery");
    assertThat(one.propertyNames()).containsExactly("gallery_id", "name");
    var collection = studio.collection("Events");
    var above = data("/mem/collection/%s?fields=name".formatted(collection)).path("Collection");
    assertThat(above.propertyNames()).containsExactly("name");
    assertThat(data("/mem/gallery/%s?fields=*".formatted(gallery)).path("Gallery").propertyNames())
        .contains("gallery_id", "effective_mode");
  }

  @Test
  void a_gallery_and_a_collection_join_the_requested_records() {
    var gallery = studio.gallery("Opening night");
    var collection = studio.collection("Events");
    var wanted =
        """
        {"Parents":{"fields":"collection_id"},"KeyImage":{"fields":"image_id","extend":
        {"ImageLink":{"params":{"image_size":"40x40"}}}},"GalleryImage":{"fields":"image_id"}}\
        """;
    var one = data("/mem/gallery/%s?extend=%s".formatted(gallery, encoded(wanted))).path("Gallery");
    assertThat(one.path("Parents").get(0).propertyNames()).containsExactly("collection_id");
    assertThat(one.path("Parents").get(0).path("collection_id").asString()).isEqualTo(collection);
    assertThat(one.path("KeyImage").path("ImageLink").path("link").asString())
        .endsWith("fit=40x40");
    assertThat(one.path("GalleryImage")).hasSize(2);
    var children = encoded("{\"Children\":{},\"Parent\":{}}");
    var above =
        data("/mem/collection/%s?extend=%s".formatted(collection, children)).path("Collection");
    assertThat(above.path("Children").path("Gallery").get(0).path("gallery_id").asString())
        .isEqualTo(gallery);
    assertThat(above.path("Parent").isNull()).isTrue();
    assertThat(above.has("Parent")).isTrue();
    assertThat(
            v3.get("/mem/gallery/%s?extend=%s".formatted(gallery, encoded("{\"X\":{}}"))).status())
        .isEqualTo(400);
  }

  private static String encoded(String text) {
    return HttpCaller.encoded(text);
  }
}
