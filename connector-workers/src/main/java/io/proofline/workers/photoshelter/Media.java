package io.proofline.workers.photoshelter;

import io.proofline.schemas.avro.MediaType;
import io.proofline.workers.call.LenientJson;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A file's record in the library.
 *
 * @param uploader an id, never a name; null if unknown
 */
public record Media(
    String id,
    MediaType type,
    String fileName,
    @Nullable Long fileSize,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Instant modifiedAt,
    @Nullable String uploader,
    @Nullable Instant uploadedAt) {

  /**
   * Open questions: the dates have one of two spellings, whose descriptions are swapped; a file is
   * changed after its upload, so the earlier date is the upload. The uploader is the creator, else
   * the photographer, else the owner.
   */
  static Media of(String id, JsonNode answer) {
    var data = answer.path("data");
    var attributes = data.path("attributes");
    var uploaded = LenientJson.date(LenientJson.text(attributes, "created_at", "uploaded_at"));
    var modified = LenientJson.date(LenientJson.text(attributes, "modified_at", "updated_at"));
    boolean swapped = uploaded != null && modified != null && modified.isBefore(uploaded);
    var name = LenientJson.text(attributes, "file_name");
    return new Media(
        id,
        type(LenientJson.text(data, "type")),
        name == null || name.isBlank() ? id : name,
        LenientJson.number(attributes, "file_size"),
        integer(LenientJson.number(attributes, "width")),
        integer(LenientJson.number(attributes, "height")),
        swapped ? uploaded : modified,
        LenientJson.text(attributes, "creator_id", "photographer_id", "owner_id"),
        swapped ? modified : uploaded);
  }

  /** A rendition of the file, whose length and size the record does not have. */
  Media asRendition() {
    return new Media(id, type, fileName, null, null, null, modifiedAt, uploader, uploadedAt);
  }

  private static MediaType type(@Nullable String word) {
    return switch (word == null ? "" : word.toLowerCase(Locale.ROOT)) {
      case "image" -> MediaType.IMAGE;
      case "video" -> MediaType.VIDEO;
      case "audio" -> MediaType.AUDIO;
      case "document", "doc" -> MediaType.DOCUMENT;
      default -> MediaType.UNKNOWN;
    };
  }

  private static @Nullable Integer integer(@Nullable Long number) {
    return number == null ? null : Math.clamp(number, 0, Integer.MAX_VALUE);
  }
}
