package io.proofline.processor.rules;

import java.util.List;
import java.util.function.Predicate;

/** What may stand at a place of a file. */
sealed interface Shape {

  /** One of some words, without case. */
  record Word(List<String> words) implements Shape {}

  /** {@code true} or {@code false}. */
  record Flag() implements Shape {}

  /** A whole number from 1. */
  record Count() implements Shape {}

  /**
   * A text of a form.
   *
   * @param allowed what may be written, for a person
   * @param pattern for the whole text
   * @param isReal what no pattern can tell, such as whether a day exists
   */
  record Line(String allowed, String pattern, Predicate<String> isReal) implements Shape {

    static Line of(String allowed, String pattern) {
      return new Line(allowed, pattern, _ -> true);
    }

    boolean fits(String text) {
      return text.matches(pattern) && isReal.test(text);
    }
  }

  /** One, or a list of them. */
  record Many(Shape of) implements Shape {}

  /** A list with something in it. */
  record Rows(Shape of) implements Shape {}

  /** Names that the file gives, each with something. */
  record Keyed(Line key, Shape of) implements Shape {}

  /** A block of the language, by its name. */
  record In(String block) implements Shape {}

  /**
   * Keys and what may stand under each.
   *
   * @param title for a person
   */
  record Block(String name, String title, List<Field> fields) {

    List<String> keys() {
      return fields.stream().map(Field::key).sorted().toList();
    }
  }

  /**
   * A key of a block.
   *
   * @param doc what it says, for a person
   */
  record Field(String key, boolean needed, Shape shape, String doc) {}
}
