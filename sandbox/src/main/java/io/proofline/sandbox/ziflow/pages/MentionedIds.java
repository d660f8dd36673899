package io.proofline.sandbox.ziflow.pages;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The words in a pass-through value that may be ids in another service, such as of a file. */
final class MentionedIds {
  private static final Pattern SEPARATOR = Pattern.compile("[^A-Za-z0-9._]+");

  private MentionedIds() {}

  static Stream<String> of(@Nullable String passThroughValue) {
    return Optional.ofNullable(passThroughValue).stream()
        .flatMap(SEPARATOR::splitAsStream)
        .filter(word -> !word.isEmpty())
        .distinct();
  }
}
