package io.proofline.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the fact sheet says of v3. */
class PhotoShelterV3IT {
  @TempDir static Path data;
  private static LibraryStudio studio;
  private static Caller v4;
  private static Caller v3;

  @BeforeAll
  static void start() {
    studio = LibraryStudio.in(data);
    v4 = studio.v4;
    v3 = studio.v3;
  }

  @AfterAll
  static void stop() {
    studio.close();
  }

  @Test
  void an_upload_over_v3_brings_its_embedded_metadata() {
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
        Caller.encoded(
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
}
