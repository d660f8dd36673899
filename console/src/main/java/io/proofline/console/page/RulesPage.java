package io.proofline.console.page;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules in force, their history, and a text that may replace them.
 *
 * @param version in force; null before the first push
 * @param text in the editor
 * @param check what is wrong with the text, and what would change
 * @param history every push, the newest first
 * @param pushed version that was just put into force; null for none
 */
public record RulesPage(
    @Nullable String version,
    @Nullable Instant pushedAt,
    String text,
    Check check,
    List<Push> history,
    @Nullable String pushed) {

  public RulesPage {
    history = List.copyOf(history);
  }

  /**
   * What is wrong with a text, and what would change.
   *
   * @param version of the text; null if it has mistakes
   */
  public record Check(
      @Nullable String version,
      List<Mark> mistakes,
      List<Mark> warnings,
      List<LineDiff.Line> differences) {

    public Check {
      mistakes = List.copyOf(mistakes);
      warnings = List.copyOf(warnings);
      differences = List.copyOf(differences);
    }

    public boolean isValid() {
      return mistakes.isEmpty();
    }
  }

  /** A problem at a place of the text. */
  public record Mark(int line, int column, String text) {}

  /** A push. */
  public record Push(String version, Instant at, @Nullable String person, boolean isInForce) {}
}
