package io.proofline.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.sandbox.picture.DecodedImage;
import io.proofline.sandbox.picture.EmbeddedMetadata;
import io.proofline.sandbox.picture.IptcField;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documented behaviour of files over v4, checked over HTTP. */
class PhotoShelterFilesIT {
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
  void a_file_has_typed_attributes_and_dates_with_a_zone_word() {
    var media = v4.get("/media/" + studio.media("fig-in-red-bowl.jpg")).json().path("data");
    assertThat(media.path("type").asString()).isEqualTo("image");
    assertThat(media.path("id").asString()).matches("I0000[A-Za-z0-9._]{11}");
    assertThat(media.path("attributes").path("file_size").isNumber()).isTrue();
    assertThat(media.path("attributes").path("width").asInt()).isEqualTo(1400);
    assertThat(media.path("attributes").path("created_at").asString())
        .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d GMT");
  }

  @Test
  void embedded_metadata_is_read_from_the_file() {
    var iptc =
        v4.get("/media/%s/iptc".formatted(studio.media("fig-in-red-bowl.jpg")))
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
  void patching_one_field_changes_only_that_field_and_the_date() {
    var id = studio.media("forest-stream.jpg");
    var before = v4.get("/media/%s/iptc".formatted(id)).json().path("data").path("attributes");
    var answer =
        v4.json("PATCH", "/media/%s/iptc".formatted(id), Map.of("edit_status", "Approved"));
    assertThat(answer.status()).isEqualTo(200);
    var after = v4.get("/media/%s/iptc".formatted(id)).json().path("data").path("attributes");
    assertThat(after.path("edit_status").asString()).isEqualTo("Approved");
    assertThat(after.path("caption")).isEqualTo(before.path("caption"));
    assertThat(after.path("keywords")).isEqualTo(before.path("keywords"));
    var window =
        "/media?org_id=%s&edit_status=Approved".formatted(studio.accounts.organizationId());
    assertThat(PhotoShelterFixture.ids(v4.get(window))).containsExactly(id);
  }

  @Test
  void iptc_as_a_form_is_refused_by_default() {
    var answer =
        v4.form(
            "PATCH",
            "/media/%s/iptc".formatted(studio.media("summit-sunset.jpg")),
            "edit_status",
            "Approved");
    assertThat(answer.status()).isEqualTo(415);
  }

  @Test
  void an_unknown_iptc_field_is_refused() {
    assertThat(
            v4.json(
                    "PATCH",
                    "/media/%s/iptc".formatted(studio.media("summit-sunset.jpg")),
                    Map.of("mood", "blue"))
                .status())
        .isEqualTo(400);
  }

  @Test
  void a_download_returns_the_original_bytes() {
    var id = studio.media("two-friends.jpg");
    var size =
        v4.get("/media/" + id).json().path("data").path("attributes").path("file_size").asLong();
    var answer = v4.get("/media/%s/download?download_filetype=original".formatted(id));
    assertThat(answer.raw().headers().firstValue("Content-Type"))
        .hasValue("application/octet-stream");
    assertThat(answer.bytes())
        .hasSize((int) size)
        .isEqualTo(PhotoShelterFixture.photograph("two-friends.jpg"));
  }

  @Test
  void a_link_shows_a_smaller_picture_without_a_key() {
    var link =
        v4.get(
                "/media/%s/link?image_size=300x200&image_mode=fill"
                    .formatted(studio.media("summit-sunset.jpg")))
            .json()
            .path("data")
            .path("attributes")
            .path("link")
            .asString();
    var path = link.substring(studio.sandbox.photoshelter().toString().length());
    var picture = HttpCaller.at(studio.sandbox.photoshelter(), "").get(path);
    assertThat(picture.raw().headers().firstValue("Content-Type")).hasValue("image/jpeg");
    assertThat(DecodedImage.decode(picture.bytes()).orElseThrow().width()).isEqualTo(300);
  }

  @Test
  void edits_are_embedded_in_a_download_on_request() {
    var id = studio.media("paint-brushes.jpg");
    v4.json(
        "PATCH",
        "/media/%s/iptc".formatted(id),
        Map.of("edit_status", "Geprüft", "keywords", List.of("one", "two")));
    var plain = v4.get("/media/%s/download".formatted(id)).bytes();
    assertThat(plain).isEqualTo(PhotoShelterFixture.photograph("paint-brushes.jpg"));
    var embedded = v4.get("/media/%s/download?download_image_embed=true".formatted(id)).bytes();
    var read = EmbeddedMetadata.read(embedded);
    assertThat(read.text(IptcField.EDIT_STATUS)).hasValue("Geprüft");
    assertThat(read.text(IptcField.TITLE)).hasValue("Paint brushes");
    assertThat(read.keywords()).containsExactly("one", "two");
    assertThat(DecodedImage.decode(embedded).orElseThrow().width())
        .isEqualTo(DecodedImage.decode(plain).orElseThrow().width());
  }

  @Test
  void a_file_removed_from_its_last_gallery_is_trashed_and_can_be_restored() {
    var gallery = studio.gallery("Opening night");
    var id = studio.upload("spare.jpg", gallery);
    v4.delete("/galleries/%s/children/%s".formatted(gallery, id));
    assertThat(v4.get("/media/" + id).status()).isEqualTo(404);
    assertThat(PhotoShelterFixture.ids(v4.get("/trash"))).contains(id);
    assertThat(v4.json("POST", "/trash/%s/restore".formatted(id), Map.of()).status())
        .isEqualTo(200);
    assertThat(v4.get("/media/%s/galleries".formatted(id)).json().path("data")).isEmpty();
    v4.delete("/media/" + id);
    assertThat(PhotoShelterFixture.ids(v4.get("/trash"))).contains(id);
  }

  @Test
  void a_refused_upload_gets_its_answer() {
    var large = new byte[30 << 20];
    for (var i = 0; i < 3; i++) {
      var unknown = studio.v4.file("/media", "large.jpg", large, Map.of());
      assertThat(unknown.status()).isEqualTo(404);
      var unauthenticated = studio.keyedV3.file("/mem/image/upload", "large.jpg", large, Map.of());
      assertThat(unauthenticated.status()).isEqualTo(401);
    }
  }
}
