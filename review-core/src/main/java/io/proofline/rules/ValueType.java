package io.proofline.rules;

import java.util.List;
import java.util.function.Predicate;

/** What may stand at a place of a file. */
sealed interface ValueType {

  /** One of some words, without case. */
  record AllowedWords(List<String> words) implements ValueType {}

  /** {@code true} or {@code false}. */
  record BooleanValue() implements ValueType {}

  /** A whole number from 1. */
  record PositiveInteger() implements ValueType {}

  /**
   * A text of a form.
   *
   * @param description what may be written, for a person
   * @param pattern for the whole text
   * @param isValid what no pattern can tell, such as whether a day exists
   */
  record FormattedText(String description, String pattern, Predicate<String> isValid)
      implements ValueType {

    static FormattedText of(String allowed, String pattern) {
      return new FormattedText(allowed, pattern, _ -> true);
    }

    boolean fits(String text) {
      return text.matches(pattern) && isValid.test(text);
    }
  }

  /** One, or a list of them. */
  record OneOrMore(ValueType of) implements ValueType {}

  /** A list with something in it. */
  record NonEmptyList(ValueType of) implements ValueType {}

  /** Names that the file gives, each with something. */
  record MapOf(FormattedText key, ValueType of) implements ValueType {}

  /** A block of the language, by its name. */
  record BlockRef(String block) implements ValueType {}

  /**
   * Keys and what may stand under each.
   *
   * @param title for a person
   */
  record Block(String name, String title, List<BlockKey> fields) {

    List<String> keys() {
      return fields.stream().map(BlockKey::key).sorted().toList();
    }
  }

  /**
   * A key of a block.
   *
   * @param doc what it says, for a person
   */
  record BlockKey(String key, boolean required, ValueType type, String doc) {}
}
