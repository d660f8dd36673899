package io.proofline.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Galleries and collections over v4. */
class PhotoShelterContainersIT {
  @TempDir static Path data;
  private static PhotoShelterFixture studio;
  private static HttpCaller v4;

  @BeforeAll
  static void start() {
    studio = PhotoShelterFixture.in(data);
    v4 = studio.v4;
  }

  @AfterAll
  static void stop() {
    studio.close();
  }

  @Test
  void the_library_shows_the_root() {
    var root = v4.get("/library?sort_by=name").json().path("data");
    assertThat(root.findValuesAsString("name")).containsExactly("Campaigns", "Events", "Review");
    assertThat(root.get(0).path("attributes").path("created_at").asString())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}");
  }

  @Test
  void a_gallery_shows_its_files_without_names_or_dates() {
    var gallery = studio.gallery("Landscapes");
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
  void a_file_is_added_to_another_gallery_and_removed_again() {
    var id = studio.media("aizkorri-ridge.jpg");
    var gallery = studio.gallery("Send to review");
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
  void a_gallery_can_be_in_several_collections() {
    var gallery =
        v4.json(
                "POST",
                "/galleries",
                Map.of("name", "Press kit", "parent", studio.collection("Events")))
            .json()
            .path("data")
            .path("id")
            .asString();
    v4.json(
        "POST",
        "/galleries/%s/parents".formatted(gallery),
        Map.of("collection_id", studio.collection("Campaigns")));
    assertThat(v4.get("/galleries/%s/parents".formatted(gallery)).json().path("data")).hasSize(2);
    assertThat(
            v4.get("/collections/%s/children".formatted(studio.collection("Campaigns")))
                .json()
                .path("data")
                .findValuesAsString("name"))
        .contains("Press kit");
    assertThat(v4.delete("/galleries/" + gallery).status()).isEqualTo(200);
    assertThat(v4.get("/galleries/" + gallery).status()).isEqualTo(404);
  }

  @Test
  void a_collection_update_keeps_attributes_that_it_does_not_name() {
    var created = v4.json("POST", "/collections", Map.of("name", "Winter", "description", "Cold"));
    var id = created.json().path("data").path("id").asString();
    var changed = v4.json("PATCH", "/collections/" + id, Map.of("name", "Winter 2026"));
    PhotoShelterFixture.ok(changed);
    var read = PhotoShelterFixture.attributes(v4.get("/collections/" + id));
    assertThat(read.path("name").asString()).isEqualTo("Winter 2026");
    assertThat(read.path("description").asString()).isEqualTo("Cold");
    var long101 = Map.of("name", "x".repeat(101));
    assertThat(v4.json("PATCH", "/collections/" + id, long101).status()).isEqualTo(400);
    v4.delete("/collections/" + id);
  }

  @Test
  void a_deleted_collection_deletes_content_that_is_only_in_it() {
    var top = studio.newCollection("Closed", "");
    var below = studio.newCollection("Inner", top);
    var lonely = studio.newGallery("Lonely", below);
    var shared = studio.newGallery("Shared", below);
    var parent = Map.of("collection_id", studio.collection("Events"));
    v4.json("POST", "/galleries/%s/parents".formatted(shared), parent);
    var file = studio.upload("closed.jpg", lonely);
    PhotoShelterFixture.ok(v4.delete("/collections/" + top));
    for (var gone :
        List.of("/collections/" + top, "/collections/" + below, "/galleries/" + lonely)) {
      assertThat(v4.get(gone).status()).as(gone).isEqualTo(404);
    }
    assertThat(PhotoShelterFixture.ids(v4.get("/trash"))).contains(file);
    assertThat(PhotoShelterFixture.names(v4.get("/galleries/%s/parents".formatted(shared))))
        .containsExactly("Events");
    v4.delete("/galleries/" + shared);
  }

  @Test
  void a_collection_shows_its_parent_path_children_counts_and_key_image() {
    var top = studio.newCollection("Tree", "");
    var below = studio.newCollection("Branch", top);
    var leaf = studio.newGallery("Leaf", below);
    var one = "/collections/" + below;
    assertThat(v4.get(one + "/key-image").status()).isEqualTo(404);
    var file = studio.upload("leaf.jpg", leaf);
    var first = v4.get("/collections/%s/key-image".formatted(top)).json().path("data");
    assertThat(first.path("id").asString()).isEqualTo(file);
    assertThat(v4.get(one + "/parent").json().path("data").path("id").asString()).isEqualTo(top);
    assertThat(v4.get("/collections/%s/parent".formatted(top)).status()).isEqualTo(404);
    assertThat(PhotoShelterFixture.names(v4.get(one + "/path"))).containsExactly("Branch", "Tree");
    assertThat(PhotoShelterFixture.ids(v4.get(one + "/children"))).containsExactly(leaf);
    PhotoShelterFixture.ok(v4.get(one + "/children/" + leaf));
    assertThat(v4.get(one + "/children/" + studio.gallery("Landscapes")).status()).isEqualTo(404);
    var counts = v4.get("/collections/%s/child-count".formatted(top)).json().path("meta");
    assertThat(counts.path("children_count").toString())
        .isEqualTo("{\"total\":1,\"collections\":1,\"galleries\":0}");
    v4.delete("/collections/" + top);
  }

  @Test
  void galleries_and_collections_have_links_with_their_names() {
    var gallery = studio.gallery("Autumn range");
    var collection = studio.collection("Campaigns");
    var link = v4.get("/galleries/%s/link".formatted(gallery)).json().path("data");
    assertThat(link.path("type").asString()).isEqualTo("url");
    assertThat(link.path("attributes").path("url").asString())
        .endsWith("/gallery/Autumn-range/" + gallery);
    assertThat(
            PhotoShelterFixture.attributes(v4.get("/collections/%s/link".formatted(collection)))
                .path("url")
                .asString())
        .endsWith("/gallery-collection/Campaigns/" + collection);
  }

  @Test
  void a_gallery_is_renamed_and_shows_its_cover_and_its_key_image() {
    var id = studio.newGallery("Working title", studio.collection("Events"));
    PhotoShelterFixture.ok(
        v4.json("PATCH", "/galleries/" + id, Map.of("description", "All of it")));
    PhotoShelterFixture.ok(v4.json("PATCH", "/galleries/" + id, Map.of("name", "Final title")));
    var read = PhotoShelterFixture.attributes(v4.get("/galleries/" + id));
    assertThat(read.path("name").asString()).isEqualTo("Final title");
    assertThat(read.path("description").asString()).isEqualTo("All of it");
    assertThat(v4.get("/galleries/%s/key-image".formatted(id)).status()).isEqualTo(404);
    studio.upload("notes.pdf", new byte[] {1, 2, 3}, id);
    var image = studio.upload("cover.jpg", id);
    var key = v4.get("/galleries/%s/key-image".formatted(id)).json().path("data");
    assertThat(key.path("id").asString()).isEqualTo(image);
    assertThat(PhotoShelterFixture.names(v4.get("/galleries/%s/cover".formatted(id))))
        .containsExactly("notes.pdf", "cover.jpg");
    var counts = v4.get("/galleries/%s/child-count".formatted(id)).json().path("meta");
    assertThat(counts.path("children_count").path("documents").asInt()).isEqualTo(1);
    v4.delete("/galleries/" + id);
  }

  @Test
  void lists_filter_by_name_and_parent_and_sort_both_ways() {
    assertThat(PhotoShelterFixture.names(v4.get("/collections?name=camp"))).isEmpty();
    assertThat(PhotoShelterFixture.names(v4.get("/collections?name=camp&match=false")))
        .containsExactly("Campaigns");
    var parent = "/galleries?parent=" + studio.collection("Campaigns");
    assertThat(
            PhotoShelterFixture.names(v4.get(parent + "&sort_by=name&sort_direction=descending")))
        .containsExactly("Landscapes", "Autumn range");
    assertThat(PhotoShelterFixture.names(v4.get("/galleries?parent="))).isEmpty();
    assertThat(PhotoShelterFixture.names(v4.get("/galleries?recently_updated=true")))
        .contains("Landscapes");
  }

  @Test
  void includes_join_only_the_requested_resources() {
    var names = "parent,child-count,path,permissions,access,link,key-image,unheard-of";
    var path = "/galleries/%s?include=%s".formatted(studio.gallery("Landscapes"), names);
    var includes = v4.get(path).json().path("data").path("includes");
    assertThat(includes.propertyNames())
        .containsExactlyInAnyOrder(
            "parent", "child-count", "path", "permissions", "access", "link", "key-image");
    assertThat(includes.path("parent").path("data").path("attributes").path("name").asString())
        .isEqualTo("Campaigns");
    assertThat(includes.path("access").path("data").path("attributes").path("mode").asString())
        .isEqualTo("private");
    assertThat(includes.path("key-image").path("data").path("type").asString()).isEqualTo("image");
    assertThat(v4.get("/galleries/" + studio.gallery("Landscapes")).json().path("data"))
        .noneMatch(each -> each.has("permissions"));
  }

  @Test
  void files_of_a_cover_have_their_kind_as_type_and_a_link_on_request() {
    var id = studio.newGallery("Covers", studio.collection("Events"));
    studio.upload("notes.pdf", new byte[] {1, 2, 3}, id);
    studio.upload("clip.mp4", new byte[] {1, 2, 3}, id);
    var image = studio.upload("cover.jpg", id);
    var cover = v4.get("/galleries/%s/cover?include=link".formatted(id)).json().path("data");
    assertThat(cover.valueStream().map(file -> file.path("type").asString()))
        .containsExactly("document", "video", "image");
    assertThat(link(cover.get(2))).contains(image);
    var key = v4.get("/galleries/%s/key-image?include=link".formatted(id)).json().path("data");
    assertThat(link(key)).contains(image);
    assertThat(
            v4.get("/galleries/%s/cover".formatted(id)).json().path("data").get(2).has("includes"))
        .isFalse();
    v4.delete("/galleries/" + id);
  }

  private static String link(JsonNode file) {
    var link = file.path("includes").path("link").path("data").path("attributes").path("link");
    return link.asString();
  }
}
