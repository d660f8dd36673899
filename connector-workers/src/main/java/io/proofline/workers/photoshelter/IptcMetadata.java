package io.proofline.workers.photoshelter;

import io.proofline.workers.call.LenientJson;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The IPTC fields of an image, as the library returns them. */
public record IptcMetadata(JsonNode attributes) {

  public static final IptcMetadata NONE = new IptcMetadata(JsonMapper.shared().createObjectNode());

  private static final Pattern MARKER = Pattern.compile("pl:[a-z2-7]{26}");

  static IptcMetadata of(JsonNode answer) {
    return new IptcMetadata(answer.path("data").path("attributes"));
  }

  /** A field's text; null if the file has none. */
  @Nullable String field(String name) {
    var text = LenientJson.text(attributes, name);
    return text == null || text.isBlank() ? null : text;
  }

  /**
   * The value of a template name in braces: a field, {@code creator}, or all keywords; null for
   * nothing.
   */
  public @Nullable String templateValue(String name) {
    return switch (name) {
      case "creator" -> field("author");
      case "keywords" -> String.join(", ", keywords());
      default -> field(name);
    };
  }

  /**
   * The marker that we wrote into a file that we uploaded: in {@code trans_ref}, or in another
   * field if that was in use. Its form is unique, so every field is searched. Null if there is
   * none.
   */
  @Nullable String marker() {
    var places = Stream.of(LenientJson.text(attributes, "trans_ref"));
    var others =
        attributes.properties().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(field -> LenientJson.text(attributes, field.getKey()));
    return Stream.of(places, others, keywords().stream())
        .flatMap(texts -> texts)
        .filter(Objects::nonNull)
        .map(String::strip)
        .filter(MARKER.asMatchPredicate())
        .findFirst()
        .orElse(null);
  }

  /** Open question: v4's spelling; v3 has one text, separated by commas. */
  List<String> keywords() {
    var list =
        attributes.path("keyword").isArray() && !attributes.hasNonNull("keywords")
            ? attributes.path("keyword")
            : attributes.path("keywords");
    var values =
        list.isArray()
            ? list.valueStream().map(JsonNode::asString)
            : split(LenientJson.text(attributes, "keywords", "keyword"));
    return values
        .filter(Objects::nonNull)
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .distinct()
        .sorted()
        .toList();
  }

  private static Stream<String> split(@Nullable String text) {
    return text == null ? Stream.empty() : Stream.of(text.split(","));
  }
}
