package io.proofline.rules;

import java.util.List;
import java.util.function.Predicate;

/** The type of a value in a rules file. */
sealed interface ValueType {

  /** One of a list of words, without case. */
  record AllowedWords(List<String> words) implements ValueType {}

  /** {@code true} or {@code false}. */
  record BooleanValue() implements ValueType {}

  /** A whole number from 1. */
  record PositiveInteger() implements ValueType {}

  /**
   * A text with a format.
   *
   * @param description the format, for a person
   * @param pattern regular expression for the whole text
   * @param isValid further check, such as whether a day exists
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

  /** A single value, or a list of values. */
  record OneOrMore(ValueType of) implements ValueType {}

  /** A list with at least one value. */
  record NonEmptyList(ValueType of) implements ValueType {}

  /** A map with keys that the file defines. */
  record MapOf(FormattedText key, ValueType of) implements ValueType {}

  /** A block of the grammar, by its name. */
  record BlockRef(String block) implements ValueType {}

  /**
   * A block: its keys and their types.
   *
   * @param title name of the block in messages
   */
  record Block(String name, String title, List<BlockKey> fields) {

    List<String> keys() {
      return fields.stream().map(BlockKey::key).sorted().toList();
    }
  }

  /**
   * A key of a block.
   *
   * @param doc description, for a person
   */
  record BlockKey(String key, boolean required, ValueType type, String doc) {}
}
