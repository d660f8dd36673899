package io.proofline.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches for files, and paging of lists. */
class PhotoShelterSearchIT {
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
  void media_requires_a_selector() {
    assertThat(v4.get("/media?keywords=press").status()).isEqualTo(400);
  }

  @Test
  void media_filters_by_keyword_gallery_and_window() {
    var organization = "/media?org_id=" + studio.accounts.organizationId();
    assertThat(PhotoShelterFixture.names(v4.get(organization + "&keywords=review:brand")))
        .containsExactly("fig-in-red-bowl.jpg");
    assertThat(
            PhotoShelterFixture.names(
                v4.get(organization + "&galleries=" + studio.gallery("Autumn range"))))
        .containsExactlyInAnyOrder("fig-in-red-bowl.jpg", "paint-brushes.jpg");
    assertThat(
            PhotoShelterFixture.names(
                v4.get(organization + "&collections=" + studio.collection("Events"))))
        .hasSize(2);
    assertThat(
            PhotoShelterFixture.names(
                v4.get(
                    organization
                        + "&create_start="
                        + HttpCaller.encoded("2001-01-01 00:00:00 GMT")
                        + "&create_end="
                        + HttpCaller.encoded("2001-01-02 00:00:00 GMT"))))
        .isEmpty();
    assertThat(
            PhotoShelterFixture.names(
                v4.get(
                    organization
                        + "&create_start="
                        + HttpCaller.encoded("2001-01-01 00:00:00 GMT"))))
        .hasSizeGreaterThanOrEqualTo(8);
    assertThat(v4.get(organization + "&modify_start=yesterday").status()).isEqualTo(400);
  }

  @Test
  void lists_page_with_addresses_of_the_neighbours() {
    var first =
        v4.get(
                "/search?org_id=%s&mode=library&page=1&per_page=3&sort_by=creation_time&sort_direction=descending"
                    .formatted(studio.accounts.organizationId()))
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
                    .substring((studio.sandbox.photoshelter() + "/psapi/v4.0").length()))
            .json();
    assertThat(next.path("meta").path("paging").path("page").asInt()).isEqualTo(2);
    assertThat(first.path("meta").path("rate_limit").path("limit").isNumber()).isTrue();
    assertThat(v4.get("/search?page=1000&per_page=3").status()).isEqualTo(400);
  }

  @Test
  void media_are_found_with_their_kind_as_type() {
    var id = studio.newGallery("Kinds", studio.collection("Events"));
    try {
      studio.upload("kinds one.pdf", new byte[] {1, 2, 3}, id);
      studio.upload("kinds two.mp4", new byte[] {1, 2, 3}, id);
      studio.upload("kinds three.jpg", id);
      var found = v4.get("/media?terms=kinds").json().path("data");
      assertThat(found.valueStream().map(file -> file.path("type").asString()))
          .containsExactlyInAnyOrder("document", "video", "image");
      assertThat(found.valueStream().map(file -> file.path("attributes").path("type").asString()))
          .containsExactlyInAnyOrder("document", "video", "image");
      var searched =
          v4.get("/search?mode=library&org_id=" + studio.accounts.organizationId()).json();
      assertThat(searched.path("data").get(0).path("type").asString()).isEqualTo("media");
    } finally {
      v4.delete("/galleries/" + id);
    }
  }
}
