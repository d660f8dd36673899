package io.proofline.workers.photoshelter;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A file's keywords in the order and form in which they are written. Pure.
 *
 * @param name of the attribute
 * @param list one list of them, else one text with commas
 */
record WrittenKeywords(String name, boolean list, List<String> words) {

  /** Open question: name and form; the reading says which, or that both are as they were read. */
  static WrittenKeywords of(Iptc iptc, Readings.Keywords reading) {
    var attributes = iptc.attributes();
    var name =
        attributes.hasNonNull("keywords") || !attributes.hasNonNull("keyword")
            ? "keywords"
            : "keyword";
    var value = attributes.path(name);
    var words = words(value);
    return switch (reading) {
      case AS_READ -> new WrittenKeywords(name, value.isArray(), words);
      case KEYWORDS_TEXT -> new WrittenKeywords("keywords", false, words);
      case KEYWORDS_LIST -> new WrittenKeywords("keywords", true, words);
      case KEYWORD_TEXT -> new WrittenKeywords("keyword", false, words);
    };
  }

  /** Without these, whatever their case and outer blanks. */
  WrittenKeywords without(Collection<String> dropped) {
    var gone = folded(dropped);
    return new WrittenKeywords(
        name, list, words.stream().filter(word -> !gone.contains(folded(word))).toList());
  }

  /** Whether the same words stand there, in any order. */
  boolean sameAs(WrittenKeywords other) {
    return folded(words).equals(folded(other.words));
  }

  /** As a change of IPTC. */
  Map<String, Object> change() {
    return Map.of(name, list ? words : String.join(", ", words));
  }

  private static List<String> words(JsonNode value) {
    var words =
        value.isArray()
            ? value.valueStream().map(JsonNode::asString)
            : split(value.isValueNode() && !value.isNull() ? value.asString() : null);
    return words.map(String::strip).filter(word -> !word.isEmpty()).toList();
  }

  private static Stream<String> split(@Nullable String text) {
    return text == null ? Stream.empty() : Stream.of(text.split("[,;]"));
  }

  private static Set<String> folded(Collection<String> words) {
    return words.stream().map(WrittenKeywords::folded).collect(Collectors.toSet());
  }

  private static String folded(String word) {
    return word.strip().toLowerCase(Locale.ROOT);
  }
}
