package io.proofline.cli;

import io.proofline.policy.Asset;
import io.proofline.policy.Asset.MediaType;
import io.proofline.policy.Asset.Presence;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads an asset, as rules see it, from a review of the management API. */
final class AssetReader {

  private AssetReader() {}

  /** The asset in the field {@code asset} of a review, which has one. */
  static Asset read(JsonNode snapshot) {
    return new Asset(
        Instant.parse(snapshot.path("reading_began_at").asString()),
        snapshot.path("baseline").asBoolean(false),
        snapshot.path("file_name").asString(""),
        MediaType.valueOf(upper(snapshot, "media_type")),
        snapshot.path("galleries").valueStream().map(AssetReader::gallery).toList(),
        texts(snapshot.path("keywords")),
        text(snapshot, "edit_status"),
        details(snapshot));
  }

  private static Asset.Gallery gallery(JsonNode gallery) {
    return new Asset.Gallery(
        gallery.path("id").asString(""),
        gallery.path("path").asString(""),
        texts(gallery.path("collections")));
  }

  private static Asset.Details details(JsonNode snapshot) {
    return new Asset.Details(
        presence(snapshot),
        fields(snapshot),
        text(snapshot, "uploader"),
        time(snapshot, "uploaded_at"),
        time(snapshot, "modified_at"),
        snapshot.path("file_size").isNumber() ? snapshot.path("file_size").asLong() : null,
        number(snapshot, "width"),
        number(snapshot, "height"),
        text(snapshot, "our_marker"));
  }

  /** {@code unknown} comes from a writer without this field, and means there. */
  private static Presence presence(JsonNode snapshot) {
    var word = upper(snapshot, "presence");
    return word.equals("UNKNOWN") ? Presence.THERE : Presence.valueOf(word);
  }

  private static Map<String, String> fields(JsonNode snapshot) {
    var fields = new HashMap<String, String>();
    snapshot
        .path("fields")
        .properties()
        .forEach(field -> fields.put(field.getKey(), field.getValue().asString("")));
    return fields;
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(each -> each.asString("")).toList();
  }

  private static String upper(JsonNode snapshot, String name) {
    return snapshot.path(name).asString("unknown").toUpperCase(Locale.ROOT);
  }

  private static @Nullable String text(JsonNode snapshot, String name) {
    return snapshot.path(name).isString() ? snapshot.path(name).asString() : null;
  }

  private static @Nullable Instant time(JsonNode snapshot, String name) {
    var text = text(snapshot, name);
    return text == null ? null : Instant.parse(text);
  }

  private static @Nullable Integer number(JsonNode snapshot, String name) {
    return snapshot.path(name).isNumber() ? snapshot.path(name).asInt() : null;
  }
}
