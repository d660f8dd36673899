package io.proofline.rules;

import io.proofline.policy.Asset;
import io.proofline.policy.Route;
import io.proofline.policy.Rules;
import io.proofline.text.ComparableText;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rule that would start a review of an asset if the asset arrived now, with its reviewers.
 *
 * @param rule name of the rule that matches, or {@code otherwise}
 * @param people e-mail addresses of all reviewers; empty if the rule only watches
 */
public record RuleMatch(String rule, Set<String> people) {

  public RuleMatch {
    people = Set.copyOf(people);
  }

  /** Empty if the asset is not selected, and no rule matches or rules match only selections. */
  public static Optional<RuleMatch> of(RulesFile file, Asset asset) {
    var rules = file.rules();
    return rules.select().when().holds(asset) || isMatched(rules, asset)
        ? rules.route(asset).map(route -> matchOf(file, route))
        : Optional.empty();
  }

  /** Without {@code settle}, rules start reviews of selected assets only. */
  private static boolean isMatched(Rules rules, Asset asset) {
    return rules.timing().quietPeriod() != null
        && rules.reviews().stream().anyMatch(rule -> rule.when().holds(asset));
  }

  private static RuleMatch matchOf(RulesFile file, Route route) {
    if (route.watch()) {
      return new RuleMatch(route.rule(), Set.of());
    }
    var people =
        route.stages().stream()
            .flatMap(stage -> file.teams().getOrDefault(stage.team(), List.of()).stream())
            .collect(Collectors.toMap(ComparableText::new, address -> address, (a, _) -> a));
    return new RuleMatch(route.rule(), Set.copyOf(people.values()));
  }
}
