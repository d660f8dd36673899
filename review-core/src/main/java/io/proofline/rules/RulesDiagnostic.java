package io.proofline.rules;

/**
 * Something in a rules file that can't be used.
 *
 * @param line from 1
 * @param column from 1
 * @param text what was found, and what is allowed
 */
public record RulesDiagnostic(int line, int column, String text) {

  @Override
  public String toString() {
    return "line %d, column %d: %s".formatted(line, column, text);
  }
}
