package io.proofline.workers.photoshelter;

import io.proofline.text.ComparableText;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A file's keywords, in the order and format in which they are written. Pure.
 *
 * @param attribute name of the API's attribute
 * @param asList whether the API gets a list; otherwise one text with commas
 */
record KeywordList(String attribute, boolean asList, List<String> words) {

  /** Open question: name and format; the assumption states both, or that they are as read. */
  static KeywordList of(IptcMetadata iptcMetadata, ApiAssumptions.KeywordsEncoding reading) {
    var name = attribute(iptcMetadata);
    var value = value(iptcMetadata);
    var words = words(value);
    return switch (reading) {
      case AS_READ -> new KeywordList(name, value.isArray(), words);
      case KEYWORDS_TEXT -> new KeywordList("keywords", false, words);
      case KEYWORDS_LIST -> new KeywordList("keywords", true, words);
      case KEYWORD_TEXT -> new KeywordList("keyword", false, words);
    };
  }

  /** The keywords without these, which are compared as rules compare keywords. */
  KeywordList without(Collection<String> dropped) {
    var gone = normalize(dropped);
    return new KeywordList(
        attribute,
        asList,
        words.stream().filter(word -> !gone.contains(new ComparableText(word))).toList());
  }

  /**
   * Whether both have the same words, in any order. If one is a text, a comma within a word can't
   * be distinguished from one between words.
   */
  boolean sameAs(KeywordList other) {
    return (asList && other.asList)
        ? normalize(words).equals(normalize(other.words))
        : normalize(splitAll(words)).equals(normalize(splitAll(other.words)));
  }

  /** Whether the form of a change can carry each word. */
  boolean isLossless() {
    return asList || wordsWithCommas().isEmpty();
  }

  List<String> wordsWithCommas() {
    return words.stream().filter(word -> word.indexOf(',') >= 0).toList();
  }

  /** Whether the library returned several keywords as one text. */
  static boolean isSplitText(IptcMetadata iptcMetadata) {
    var value = value(iptcMetadata);
    return !value.isArray() && words(value).size() > 1;
  }

  /** As a change of IPTC. */
  Map<String, Object> toIptcChange() {
    return Map.of(attribute, asList ? words : String.join(", ", words));
  }

  private static List<String> words(JsonNode value) {
    var words =
        value.isArray()
            ? value.valueStream().map(JsonNode::asString)
            : split(value.isValueNode() && !value.isNull() ? value.asString() : null);
    return words.map(String::strip).filter(word -> !word.isEmpty()).toList();
  }

  private static String attribute(IptcMetadata iptcMetadata) {
    var attributes = iptcMetadata.attributes();
    return attributes.hasNonNull("keywords") || !attributes.hasNonNull("keyword")
        ? "keywords"
        : "keyword";
  }

  private static JsonNode value(IptcMetadata iptcMetadata) {
    return iptcMetadata.attributes().path(attribute(iptcMetadata));
  }

  private static List<String> splitAll(List<String> words) {
    return words.stream()
        .flatMap(KeywordList::split)
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** The API's texts separate keywords by commas only; a semicolon belongs to its keyword. */
  private static Stream<String> split(@Nullable String text) {
    return text == null ? Stream.empty() : Stream.of(text.split(","));
  }

  private static Set<ComparableText> normalize(Collection<String> words) {
    return words.stream().map(ComparableText::new).collect(Collectors.toSet());
  }
}
