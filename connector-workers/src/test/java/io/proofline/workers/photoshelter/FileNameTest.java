package io.proofline.workers.photoshelter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNameTest {

  @ParameterizedTest(name = "{0} as {1} is {2}")
  @CsvSource({
    "Photo v1.2 final, image/jpeg, Photo v1.2 final_v2.jpg",
    "Photo v1.2, image/jpeg, Photo v1.2_v2.jpg",
    "St. Louis, image/png, St. Louis_v2.png",
    "Photo.final, image/jpeg, Photo.final_v2.jpg",
    "a.jpg, image/avif, a_v2.avif",
    "a.JPEG, image/jpeg, a_v2.JPEG",
    "a.jpg, image/webp, a_v2.webp",
    "a.jpg, image/heic, a_v2.heic",
    "a.jpg, image/bmp, a_v2.bmp",
    "a.cr2, image/tiff, a_v2.tif",
    "a.tiff, image/tiff, a_v2.tiff",
    "a.psb, image/vnd.adobe.photoshop, a_v2.psb",
    "a.jpg, image/vnd.adobe.photoshop, a_v2.psd",
    "a.jpg, application/pdf, a_v2.pdf",
    "a.mov, video/mp4, a_v2.mp4",
    "a.m4v, video/mp4, a_v2.m4v",
    "a.mp4, video/quicktime, a_v2.mov",
    "a.docx, application/zip, a_v2.docx",
    "a.nef, application/octet-stream, a_v2.nef",
    ".jpg, image/jpeg, .jpg_v2.jpg"
  })
  void a_final_keeps_its_sources_name_and_has_the_extension_of_its_bytes(
      String source, String mediaType, String expected) {
    assertThat(FileName.of(source).ofVersion(2, mediaType)).isEqualTo(expected);
  }

  @Test
  void a_name_has_a_stem_with_any_extension_or_none() {
    assertThat(FileName.hasStem("Photo v1.2 final_v2", "Photo v1.2 final_v2")).isTrue();
    assertThat(FileName.hasStem("Photo v1.2 final_v2.jpg", "Photo v1.2 final_v2")).isTrue();
    assertThat(FileName.hasStem("Photo v1.2 final_v2.x.jpg", "Photo v1.2 final_v2")).isFalse();
    assertThat(FileName.hasStem("Photo v1_v2.jpg", "Photo v1.2 final_v2")).isFalse();
  }

  @Test
  void a_stem_is_compared_without_normal_form_case_and_outer_blanks() {
    assertThat(FileName.hasStem("Mu\u0308nchen_v2.JPG", "München_v2")).isTrue();
    assertThat(FileName.hasStem("münchen_v2", "Mu\u0308nchen_v2")).isTrue();
    assertThat(FileName.hasStem("Munchen_v2.jpg", "München_v2")).isFalse();
  }
}
