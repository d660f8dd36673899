package io.proofline.workers.photoshelter;

import io.proofline.workers.call.Texts;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An image's IPTC fields, as far as we read them: never names or captions. */
public record Iptc(JsonNode attributes) {

  public static final Iptc NONE = new Iptc(JsonMapper.shared().createObjectNode());

  static Iptc of(JsonNode answer) {
    return new Iptc(answer.path("data").path("attributes"));
  }

  /** A field's text; null where the file has none. */
  @Nullable String field(String name) {
    var text = Texts.text(attributes, name);
    return text == null || text.isBlank() ? null : text;
  }

  /**
   * What stands for a name in braces: a field, {@code creator}, or all keywords; null for nothing.
   */
  public @Nullable String named(String name) {
    return switch (name) {
      case "creator" -> field("author");
      case "keywords" -> String.join(", ", keywords());
      default -> field(name);
    };
  }

  /** Open question: v4's spelling; v3 has one text, parted by commas. */
  List<String> keywords() {
    var list = attributes.path("keywords");
    var values =
        list.isArray()
            ? list.valueStream().map(JsonNode::asString)
            : split(Texts.text(attributes, "keywords", "keyword"));
    return values
        .filter(Objects::nonNull)
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .distinct()
        .sorted()
        .toList();
  }

  private static Stream<String> split(@Nullable String text) {
    return text == null ? Stream.empty() : Stream.of(text.split("[,;]"));
  }
}
