package io.proofline.workers.call;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Lenient reading of JSON: accepts nulls, numbers as text and several spellings of a name. */
public final class LenientJson {

  private LenientJson() {}

  /** The first of several spellings that holds a scalar, as text; null if none does. */
  public static @Nullable String text(JsonNode node, String... spellings) {
    for (String spelling : spellings) {
      var value = node.path(spelling);
      if (value.isValueNode() && !value.isNull()) {
        return value.asString();
      }
    }
    return null;
  }

  /** As {@link #text}, as a number; null if it is none. */
  public static @Nullable Long number(JsonNode node, String... spellings) {
    var text = text(node, spellings);
    return text != null && text.strip().matches("-?\\d{1,18}") ? Long.valueOf(text.strip()) : null;
  }

  /** True for {@code true}, {@code "t"}, {@code "true"} and 1. */
  public static boolean flag(JsonNode node, String spelling) {
    var text = text(node, spelling);
    return text != null && List.of("true", "t", "1").contains(text);
  }

  /** The items of a list; an object is a list of one, anything else is empty. */
  public static List<JsonNode> items(JsonNode node) {
    if (node.isObject()) {
      return List.of(node);
    }
    var items = new ArrayList<JsonNode>();
    if (node.isArray()) {
      node.forEach(items::add);
    }
    return List.copyOf(items);
  }

  /**
   * A date in any of the forms that the APIs use: ISO with zone, ISO without (read as UTC), and
   * {@code 2019-10-02 14:39:23 GMT}; null if it is none.
   */
  public static @Nullable Instant date(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    var iso = text.strip().replaceFirst(" (GMT|UTC)$", "Z").replaceFirst("^(\\S+) ", "$1T");
    try {
      return iso.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$")
          ? OffsetDateTime.parse(iso).toInstant()
          : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException _) {
      return null;
    }
  }
}
