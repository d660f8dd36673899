package io.proofline.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Galleries and collections over v4. */
class PhotoShelterContainersIT {
  @TempDir static Path data;
  private static LibraryStudio studio;
  private static Caller v4;

  @BeforeAll
  static void start() {
    studio = LibraryStudio.in(data);
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
  void a_file_comes_into_a_further_gallery_and_out_again() {
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
  void a_gallery_sits_in_several_collections() {
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
}
