package io.proofline.console.rules;

import io.proofline.policy.Asset;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the snapshot of an asset from the read model's JSON. */
final class SnapshotJson {

  private SnapshotJson() {}

  static Asset asset(JsonNode snapshot) {
    return new Asset(
        Instant.parse(snapshot.path("reading_began_at").asString()),
        snapshot.path("baseline").asBoolean(false),
        snapshot.path("file_name").asString(""),
        Asset.MediaType.valueOf(symbol(snapshot, "media_type")),
        snapshot.path("galleries").valueStream().map(SnapshotJson::gallery).toList(),
        texts(snapshot.path("keywords")),
        text(snapshot, "edit_status"),
        details(snapshot));
  }

  private static Asset.Gallery gallery(JsonNode gallery) {
    return new Asset.Gallery(
        gallery.path("id").asString(),
        gallery.path("path").asString(),
        texts(gallery.path("collections")));
  }

  private static Asset.Details details(JsonNode snapshot) {
    return new Asset.Details(
        switch (symbol(snapshot, "presence")) {
          case "TRASHED" -> Asset.Presence.TRASHED;
          case "GONE" -> Asset.Presence.GONE;
          default -> Asset.Presence.THERE;
        },
        fields(snapshot.path("fields")),
        text(snapshot, "uploader"),
        time(snapshot, "uploaded_at"),
        time(snapshot, "modified_at"),
        snapshot.path("file_size").isNumber() ? snapshot.path("file_size").asLong() : null,
        snapshot.path("width").isNumber() ? snapshot.path("width").asInt() : null,
        snapshot.path("height").isNumber() ? snapshot.path("height").asInt() : null,
        text(snapshot, "our_marker"));
  }

  private static Map<String, String> fields(JsonNode fields) {
    var texts = new LinkedHashMap<String, String>();
    fields.properties().forEach(field -> texts.put(field.getKey(), field.getValue().asString()));
    return texts;
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }

  private static String symbol(JsonNode snapshot, String field) {
    return snapshot.path(field).asString("unknown").toUpperCase(Locale.ROOT);
  }

  private static @Nullable String text(JsonNode snapshot, String field) {
    return snapshot.path(field).isString() ? snapshot.path(field).asString() : null;
  }

  private static @Nullable Instant time(JsonNode snapshot, String field) {
    var text = text(snapshot, field);
    return text == null ? null : Instant.parse(text);
  }
}
