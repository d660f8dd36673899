package io.proofline.console.page;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules in force, their history, and a text that may replace them.
 *
 * @param version in force; null before the first push
 * @param text in the editor
 * @param check what is wrong with the text, and what would change
 * @param history every push, the newest first
 * @param pushed version that was just put into force; null for none
 * @param uses how many photographs each rule in force is for
 * @param trial of the text; null if none was asked for
 */
public record RulesPage(
    @Nullable String version,
    @Nullable Instant pushedAt,
    String text,
    Check check,
    List<Push> history,
    @Nullable String pushed,
    List<Use> uses,
    @Nullable Trial trial) {

  public RulesPage {
    history = List.copyOf(history);
    uses = List.copyOf(uses);
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

  /**
   * The use of a rule.
   *
   * @param assets number of photographs whose reviewers it chose
   * @param routed those of the last 30 days
   */
  public record Use(String rule, long assets, long routed) {

    public boolean isNever() {
      return assets == 0 && routed == 0;
    }

    /** The photographs. */
    public String href() {
      return new PageQuery("/reviews", Map.of("rule", List.of(rule))).href();
    }
  }

  /**
   * The result of a text for some photographs.
   *
   * @param asset file name that was asked for; empty for the newest uploads
   * @param problem why there is no result; null if there is one
   */
  public record Trial(String asset, List<Tried> results, @Nullable String problem) {

    private static final int MOST_CHANGED = 50;

    public Trial {
      results = List.copyOf(results);
    }

    public boolean isOfMany() {
      return asset.isEmpty();
    }

    /** How many photographs each rule would get, the most first. */
    public List<Map.Entry<String, Long>> counts() {
      return results.stream()
          .collect(Collectors.groupingBy(Tried::ruleWords, Collectors.counting()))
          .entrySet()
          .stream()
          .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
          .toList();
    }

    /** Those that the rules in force treat in another way. */
    public List<Tried> changed() {
      return results.stream().filter(Tried::isChanged).toList();
    }

    /** The first of those. */
    public List<Tried> shownChanged() {
      return changed().stream().limit(MOST_CHANGED).toList();
    }
  }

  /**
   * The result for a photograph.
   *
   * @param rule that would choose its reviewers; empty for none
   * @param ruleInForce that of the rules in force; empty for none
   */
  public record Tried(
      String assetId,
      String fileName,
      boolean isPicked,
      String rule,
      String ruleInForce,
      String stages,
      String explanation) {

    public boolean isChanged() {
      return !rule.equals(ruleInForce);
    }

    public String ruleWords() {
      return rule.isEmpty() ? "no rule" : rule;
    }

    public String ruleInForceWords() {
      return ruleInForce.isEmpty() ? "no rule" : ruleInForce;
    }
  }

  /** A push. */
  public record Push(String version, Instant at, @Nullable String person, boolean isInForce) {}
}
