package io.proofline.workers.photoshelter;

import io.proofline.schemas.avro.MediaType;
import io.proofline.workers.call.Texts;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A file's record in the library. */
public record Media(
    String id,
    MediaType type,
    String fileName,
    @Nullable Long fileSize,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Instant modifiedAt) {

  /** Open question: the dates stand under either of two spellings. */
  static Media of(String id, JsonNode answer) {
    var data = answer.path("data");
    var attributes = data.path("attributes");
    var name = Texts.text(attributes, "file_name");
    return new Media(
        id,
        type(Texts.text(data, "type")),
        name == null || name.isBlank() ? id : name,
        Texts.number(attributes, "file_size"),
        integer(Texts.number(attributes, "width")),
        integer(Texts.number(attributes, "height")),
        Texts.date(Texts.text(attributes, "modified_at", "updated_at")));
  }

  /** The same file in another form, of which the record says neither length nor size. */
  Media rendered() {
    return new Media(id, type, fileName, null, null, null, modifiedAt);
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
    return number == null ? null : Math.toIntExact(Math.min(number, Integer.MAX_VALUE));
  }
}
