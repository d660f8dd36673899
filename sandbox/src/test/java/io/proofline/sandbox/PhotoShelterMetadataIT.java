package io.proofline.sandbox;

import static io.proofline.sandbox.PhotoShelterFixture.attributes;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.sandbox.picture.EmbeddedMetadata;
import io.proofline.sandbox.picture.EmbeddedTags;
import io.proofline.sandbox.picture.IptcField;
import io.proofline.sandbox.web.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metadata embedded in files: read over both API versions, and written into downloads. */
class PhotoShelterMetadataIT {
  private static final byte[] SOUND = wav();

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
  void exif_and_xmp_are_read_from_the_file() {
    var id = studio.media("fig-in-red-bowl.jpg");
    var bytes = PhotoShelterFixture.photograph("fig-in-red-bowl.jpg");
    for (var kind : List.of("exif", "xmp")) {
      var shown = attributes(v4.get("/media/%s/%s".formatted(id, kind)));
      var inside = kind.equals("exif") ? EmbeddedTags.exif(bytes) : EmbeddedTags.xmp(bytes);
      assertThat(Json.write(shown)).isEqualTo(Json.write(inside));
    }
  }

  @Test
  void v3_shows_the_same_exif_and_xmp() {
    var id = studio.media("fig-in-red-bowl.jpg");
    for (var record : Map.of("exif", "Exif", "xmp", "Xmp").entrySet()) {
      var path = "/image/%s/%s".formatted(id, record.getKey());
      var old = studio.v3.get("/mem" + path).json().path("data").path(record.getValue());
      assertThat(old).isEqualTo(attributes(v4.get(path.replace("image", "media"))));
    }
  }

  @Test
  void an_audio_file_has_metadata_as_json_text_and_no_iptc_exif_or_xmp() {
    var id = studio.upload("jingle.wav", SOUND, studio.gallery("Landscapes"));
    assertThat(id).startsWith("AD000");
    var metadata = attributes(v4.get("/media/%s/metadata".formatted(id)));
    assertThat(metadata.path("author").isNull()).isTrue();
    assertThat(Json.tree(metadata.path("raw").asString()).isObject()).isTrue();
    assertThat(metadata.path("raw").asString()).contains("WAV");
    for (var kind : List.of("iptc", "exif", "xmp")) {
      assertThat(v4.get("/media/%s/%s".formatted(id, kind)).status()).as(kind).isEqualTo(404);
    }
    v4.delete("/media/" + id);
  }

  @Test
  void an_image_has_iptc_and_no_json_metadata() {
    var id = studio.media("fig-in-red-bowl.jpg");
    assertThat(v4.get("/media/%s/metadata".formatted(id)).status()).isEqualTo(404);
  }

  @Test
  void a_file_without_tags_of_custom_fields_shows_an_empty_list() {
    var id = studio.media("dandelion-field.jpg");
    var shown = v4.get("/media/%s/custom-metadata".formatted(id)).json().path("data");
    assertThat(shown.path("attributes").path("custom_metadata").isArray()).isTrue();
    assertThat(shown.path("attributes").path("custom_metadata")).isEmpty();
  }

  @Test
  void custom_metadata_filters_require_the_organization() {
    var filter = "custom_metadata=" + HttpCaller.encoded("{\"field\":\"option\"}");
    assertThat(v4.get("/media?" + filter).status()).isEqualTo(400);
    var organization = "&org_id=" + studio.accounts.organizationId();
    assertThat(PhotoShelterFixture.ids(v4.get("/media?" + filter + organization))).isEmpty();
  }

  @Test
  void a_tag_set_on_a_page_is_visible_over_both_versions() {
    var id = studio.media("two-friends.jpg");
    var pages = HttpCaller.at(studio.sandbox.pages(), "");
    var field = pages.get("/admin/photoshelter/custom-fields").json().get(0);
    var option = field.path("options").get(1);
    pages.form(
        "POST",
        "/photoshelter/media/%s/tag".formatted(id),
        "field",
        field.path("id").asString(),
        "option",
        option.path("id").asString());
    var tag = attributes(v4.get("/media/%s/custom-metadata".formatted(id)));
    assertThat(tag.path("custom_metadata").get(0).path("value")).isEqualTo(option.path("value"));
    var extend = HttpCaller.encoded("{\"CustomMetadata\":{}}");
    var image = studio.v3.get("/mem/image/%s?extend=%s".formatted(id, extend)).json();
    assertThat(image.path("data").path("Image").path("CustomMetadata").path("custom_metadata"))
        .isEqualTo(tag.path("custom_metadata"));
  }

  @Test
  void edits_are_embedded_as_iptc_and_as_xmp() {
    var id = studio.media("paint-brushes.jpg");
    var edit =
        Map.of(
            "edit_status", "Geprüft",
            "title", "Brushes",
            "caption", "Two brushes & a cup",
            "author", "Ana",
            "rights", "Web only",
            "copyright", "© LibraryStudio",
            "keywords", List.of("one", "two"));
    v4.json("PATCH", "/media/%s/iptc".formatted(id), edit);
    var bytes = v4.get("/media/%s/download?download_image_embed=true".formatted(id)).bytes();
    assertThat(EmbeddedTags.xmp(bytes))
        .containsEntry("photomechanic:EditStatus", "Geprüft")
        .containsEntry("dc:title[1]", "Brushes")
        .containsEntry("dc:description[1]", "Two brushes & a cup")
        .containsEntry("dc:creator[1]", "Ana")
        .containsEntry("dc:rights[1]", "© LibraryStudio")
        .containsEntry("xmpRights:UsageTerms[1]", "Web only")
        .containsEntry("dc:subject[1]", "one")
        .containsEntry("dc:subject[2]", "two")
        .doesNotContainKey("dc:subject[3]");
    var read = EmbeddedMetadata.read(bytes);
    assertThat(read.text(IptcField.EDIT_STATUS)).hasValue("Geprüft");
    assertThat(read.text(IptcField.RIGHTS)).hasValue("Web only");
    assertThat(read.keywords()).containsExactly("one", "two");
  }

  @Test
  void an_emptied_field_is_removed_from_both() {
    var id = studio.media("listening-room.jpg");
    v4.json("PATCH", "/media/%s/iptc".formatted(id), Map.of("caption", ""));
    var bytes = v4.get("/media/%s/download?download_image_embed=true".formatted(id)).bytes();
    assertThat(EmbeddedMetadata.read(bytes).text(IptcField.CAPTION)).isEmpty();
    assertThat(EmbeddedTags.xmp(bytes)).doesNotContainKey("dc:description[1]");
    assertThat(EmbeddedMetadata.read(bytes).text(IptcField.TITLE)).isPresent();
  }

  @Test
  void a_downloaded_file_keeps_its_metadata_when_uploaded_again() {
    var id = studio.media("aizkorri-ridge.jpg");
    var edit = Map.of("edit_status", "Approved", "keywords", List.of("ridge"));
    v4.json("PATCH", "/media/%s/iptc".formatted(id), edit);
    var bytes = v4.get("/media/%s/download?download_image_embed=true".formatted(id)).bytes();
    var again = studio.upload("again.jpg", bytes, studio.gallery("Landscapes"));
    assertThat(attributes(v4.get("/media/%s/iptc".formatted(again))))
        .isEqualTo(attributes(v4.get("/media/%s/iptc".formatted(id))));
    v4.delete("/media/" + again);
  }

  @Test
  void v3_embeds_edits_on_request() {
    var id = studio.media("forest-stream.jpg");
    v4.json("PATCH", "/media/%s/iptc".formatted(id), Map.of("headline", "Stream"));
    var path = "/mem/image/%s/download".formatted(id);
    assertThat(studio.v3.get(path).bytes())
        .isEqualTo(PhotoShelterFixture.photograph("forest-stream.jpg"));
    var embedded = studio.v3.get(path + "?f_embed=t").bytes();
    assertThat(EmbeddedMetadata.read(embedded).text(IptcField.HEADLINE)).hasValue("Stream");
  }

  /** The shortest WAV file: a header and one silent sample. */
  private static byte[] wav() {
    var text =
        "RIFF\46\0\0\0WAVEfmt \20\0\0\0\1\0\1\0\100\37\0\0\100\37\0\0\1\0\10\0data\2\0\0\0\0\0";
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
