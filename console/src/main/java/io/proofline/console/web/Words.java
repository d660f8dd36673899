package io.proofline.console.web;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads enum symbols of the contract from the API's words, which are in lower case. */
public final class Words {

  private static final String UNKNOWN = "UNKNOWN";

  private Words() {}

  /**
   * The words of a parameter, separated by commas, if each is a symbol of the enum.
   *
   * @throws ApiException with the allowed words
   */
  public static <E extends Enum<E>> List<String> parse(
      Class<E> type, String parameter, @Nullable List<String> words) {
    if (words == null) {
      return List.of();
    }
    var allowed = Arrays.stream(type.getEnumConstants()).filter(Words::isKnown).toList();
    for (var word : words) {
      if (allowed.stream().noneMatch(symbol -> AvroJson.word(symbol).equals(word))) {
        throw ApiException.invalid(
            "'%s' is '%.80s'; allowed are %s"
                .formatted(
                    parameter,
                    word,
                    allowed.stream().map(AvroJson::word).collect(Collectors.joining(", "))));
      }
    }
    return List.copyOf(words);
  }

  private static boolean isKnown(Enum<?> symbol) {
    return !symbol.name().equals(UNKNOWN);
  }
}
