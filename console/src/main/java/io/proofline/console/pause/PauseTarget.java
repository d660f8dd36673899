package io.proofline.console.pause;

import io.proofline.console.page.Sentences;
import io.proofline.console.web.ApiException;
import io.proofline.schemas.SwitchNames;
import java.util.List;
import java.util.Optional;

/**
 * What a pause holds back: the commands of an API, the new proofs of a rule, or all commands.
 *
 * @param word {@code ziflow}, {@code photoshelter}, {@code all}, or {@code rule:} and its name
 */
public record PauseTarget(String word) {

  private static final String RULE = "rule:";
  private static final int LONGEST = 200;
  private static final List<String> APIS = List.of("ziflow", "photoshelter");

  /**
   * The target of a word.
   *
   * @throws ApiException with the allowed words
   */
  public static PauseTarget parse(String word) {
    boolean isRule =
        word.startsWith(RULE)
            && !word.substring(RULE.length()).isBlank()
            && word.length() <= LONGEST;
    if (!isRule && !APIS.contains(word) && !word.equals(SwitchNames.ALL)) {
      throw ApiException.invalid(
          "'target' is '%.80s'; allowed are ziflow, photoshelter, all, and rule: with the name of a rule"
              .formatted(word));
    }
    return new PauseTarget(word);
  }

  /** The target of a switch. */
  public static PauseTarget ofSwitch(String name) {
    var api = SwitchNames.api("");
    return new PauseTarget(name.startsWith(api) ? name.substring(api.length()) : name);
  }

  /** The name of its switch, the same for all spellings of a rule's name. */
  String switchName() {
    if (isRule()) {
      return SwitchNames.rule(word.substring(RULE.length()));
    }
    return word.equals(SwitchNames.ALL) ? word : SwitchNames.api(word);
  }

  /** The name of the rule; empty if it is none. */
  Optional<String> ruleName() {
    return isRule() ? Optional.of(word.substring(RULE.length())) : Optional.empty();
  }

  private boolean isRule() {
    return word.startsWith(RULE);
  }

  /** The reviews that have work which it holds back, as a condition on their table. */
  String condition() {
    return switch (word) {
      case "ziflow" -> "open_ziflow > 0";
      case "photoshelter" -> "open_photoshelter > 0";
      case SwitchNames.ALL -> "oldest_command IS NOT NULL";
      default -> "awaits_permit = 1 AND rule_key = :paused_rule";
    };
  }

  /** Value of the parameter {@code paused_rule} of the condition; empty if it has none. */
  String rule() {
    return isRule() ? switchName().substring(RULE.length()) : "";
  }

  /** For people. */
  public String title() {
    return Sentences.capital(Sentences.paused(word));
  }
}
