package io.proofline.rules;

/**
 * A mistake in a rules file, or a warning or note about it.
 *
 * @param line from 1
 * @param column from 1
 * @param text a sentence with the value that was found and those that are allowed
 */
public record RulesDiagnostic(int line, int column, String text) {

  @Override
  public String toString() {
    return "line %d, column %d: %s".formatted(line, column, text);
  }
}
