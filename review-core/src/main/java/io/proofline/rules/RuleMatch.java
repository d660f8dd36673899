package io.proofline.rules;

import io.proofline.policy.Asset;
import io.proofline.policy.Route;
import io.proofline.policy.Rules;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What rules would pick an asset for, did it come in now.
 *
 * @param rule that matches, or {@code otherwise}
 * @param people addresses of all who would be asked; none where the rule only watches
 */
public record RuleMatch(String rule, Set<String> people) {

  public RuleMatch {
    people = Set.copyOf(people);
  }

  /** Empty where nothing selects it, and no rule picks by itself or none matches. */
  public static Optional<RuleMatch> of(RulesFile file, Asset asset) {
    var rules = file.rules();
    return rules.select().when().holds(asset) || isMatched(rules, asset)
        ? rules.route(asset).map(route -> pick(file, route, asset))
        : Optional.empty();
  }

  /** Rules without a time to settle pick nothing by themselves. */
  private static boolean isMatched(Rules rules, Asset asset) {
    return rules.timing().quietPeriod() != null
        && rules.reviews().stream().anyMatch(rule -> rule.when().holds(asset));
  }

  private static RuleMatch pick(RulesFile file, Route route, Asset asset) {
    var rules = file.rules();
    boolean watched =
        rules.reviews().stream().anyMatch(r -> r.name().equals(route.rule()) && r.watch());
    if (watched) {
      return new RuleMatch(route.rule(), Set.of());
    }
    var required =
        rules.requirements().stream()
            .filter(each -> each.when().holds(asset))
            .flatMap(each -> each.stages().stream());
    var people =
        Stream.concat(route.stages().stream(), required)
            .flatMap(stage -> file.teams().getOrDefault(stage.team(), List.of()).stream())
            .collect(Collectors.toSet());
    return new RuleMatch(route.rule(), people);
  }
}
