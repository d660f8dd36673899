package io.proofline.console.rules;

import io.proofline.console.web.ApiException;
import io.proofline.policy.Rules;
import io.proofline.rules.InvalidRulesException;
import io.proofline.rules.RulesFile;
import io.proofline.text.ComparableText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The names of the rules in force. */
public final class RuleNames {

  private static final String OTHERWISE = "otherwise";

  private final RulesQueries queries;
  private final String rulesName;

  RuleNames(RulesQueries queries, String rulesName) {
    this.queries = queries;
    this.rulesName = rulesName;
  }

  /**
   * Checks that the rules in force have a rule. Rules that this version can't read have any.
   *
   * @throws ApiException with all names, if they have no such rule
   */
  public void requireInForce(String rule) {
    var key = new ComparableText(rule);
    var names = inForce();
    if (!names.isEmpty() && names.stream().map(ComparableText::new).noneMatch(key::equals)) {
      throw ApiException.invalid(
          "The rules in force have no rule '%.80s'; they have %s"
              .formatted(rule, String.join(", ", names)));
    }
  }

  /** A rule's name as the rules in force write it; empty if they have no such rule. */
  public Optional<String> asInForce(String rule) {
    var key = new ComparableText(rule);
    return inForce().stream().filter(name -> new ComparableText(name).equals(key)).findFirst();
  }

  /** The names of the rules in force, in their order; empty if they are not known. */
  public List<String> inForce() {
    return queries
        .inForce(rulesName)
        .map(pushed -> {
          try {
            return names(RulesFile.readForPublishing(pushed.yaml()).rules());
          } catch (InvalidRulesException _) {
            return List.<String>of();
          }
        })
        .orElse(List.of());
  }

  private static List<String> names(Rules rules) {
    return Stream.concat(rules.reviews().stream().map(Rules.Rule::name), Stream.of(OTHERWISE))
        .toList();
  }
}
