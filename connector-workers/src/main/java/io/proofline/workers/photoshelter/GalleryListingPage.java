package io.proofline.workers.photoshelter;

import io.proofline.workers.call.LenientJson;
import io.proofline.workers.work.TextHash;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The images on a page of a gallery's listing, each with a fingerprint of its row: its record and
 * its texts. The names of the texts and the time zone of the dates are open questions of v3; so a
 * row never becomes a snapshot, and only shows whether it has changed.
 *
 * @param fingerprints fingerprints by image, without images whose row lacks a requested part: a
 *     join may fail
 * @param last whether there is no further page
 */
public record GalleryListingPage(Map<String, String> fingerprints, boolean last) {

  /** The fields of the record that snapshots have; the number of views is left out. */
  private static final List<String> RECORD_FIELDS =
      List.of(
          "image_id",
          "file_name",
          "file_size",
          "width",
          "height",
          "creator_id",
          "updated_at",
          "uploaded_at");

  private static final JsonMapper SORTED =
      JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

  /** The joins requested for the rows. */
  static String extendParameter(boolean custom) {
    var extend = SORTED.createObjectNode();
    extend.putObject("Image").put("fields", String.join(",", RECORD_FIELDS)).putObject("params");
    extend.putObject("Iptc").put("fields", "*").putObject("params");
    if (custom) {
      extend.putObject("CustomMetadata").put("fields", "*").putObject("params");
    }
    return extend.toString();
  }

  static GalleryListingPage of(JsonNode data, boolean custom) {
    var items = LenientJson.items(data.path("GalleryImage"));
    var rows = new HashMap<String, String>();
    for (JsonNode row : items) {
      rowContent(row, custom)
          .ifPresent(text -> rows.put(V3Responses.imageId(row), TextHash.of(text)));
    }
    return new GalleryListingPage(Map.copyOf(rows), V3Responses.isLast(data, items));
  }

  private static Optional<String> rowContent(JsonNode row, boolean custom) {
    var image = row.path("Image");
    var iptc = joined(row, "Iptc");
    var fields = joined(row, "CustomMetadata");
    if (V3Responses.imageId(row).isEmpty()
        || LenientJson.text(image, "file_name") == null
        || !iptc.isObject()
        || (custom && !fields.isObject())) {
      return Optional.empty();
    }
    var shown = SORTED.createObjectNode();
    RECORD_FIELDS.forEach(name -> shown.set(name, image.path(name)));
    shown.set("Iptc", iptc);
    if (custom) {
      shown.set("CustomMetadata", fields);
    }
    return Optional.of(SORTED.writeValueAsString(shown));
  }

  /** Open question: whether joined records are inside the image or beside it. */
  private static JsonNode joined(JsonNode row, String name) {
    var inside = row.path("Image").path(name);
    return inside.isObject() ? inside : row.path(name);
  }
}
