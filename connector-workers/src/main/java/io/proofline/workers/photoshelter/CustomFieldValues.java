package io.proofline.workers.photoshelter;

import io.proofline.workers.call.LenientJson;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file's custom metadata. Open question: the keys beside {@code value}; a field's id is read
 * under both likely spellings.
 */
record CustomFieldValues(List<JsonNode> entries) {

  static final CustomFieldValues NONE = of(JsonMapper.shared().createObjectNode());

  static CustomFieldValues of(JsonNode answer) {
    return new CustomFieldValues(
        LenientJson.items(answer.path("data").path("attributes").path("custom_metadata")));
  }

  /** A field's text; null if the file has none. */
  @Nullable String field(String id) {
    return entries.stream()
        .filter(row -> id.equals(LenientJson.text(row, "field_id", "id")))
        .map(row -> LenientJson.text(row, "value"))
        .filter(text -> text != null && !text.isBlank())
        .findFirst()
        .orElse(null);
  }
}
