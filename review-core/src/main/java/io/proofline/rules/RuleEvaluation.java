package io.proofline.rules;

import io.proofline.policy.Asset;
import io.proofline.policy.ConditionExplanation;
import io.proofline.policy.Route;
import io.proofline.policy.Rules;
import io.proofline.policy.StageTimeLimit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Explains for one asset which rules match and why, and which stages the review would have. */
public final class RuleEvaluation {

  private final RulesFile file;
  private final Asset asset;
  private final StringBuilder text = new StringBuilder();

  private RuleEvaluation(RulesFile file, Asset asset) {
    this.file = file;
    this.asset = asset;
  }

  /** The explanation as text for a person. */
  public static String explain(RulesFile file, Asset asset) {
    var ruleEvaluation = new RuleEvaluation(file, asset);
    ruleEvaluation.append(file.rules());
    return ruleEvaluation.text.toString();
  }

  private void append(Rules rules) {
    append("selected on arrival", ConditionExplanation.of(rules.select().when(), asset));
    rules
        .reviews()
        .forEach(rule -> append(rule.name(), ConditionExplanation.of(rule.when(), asset)));
    for (var required : rules.requirements()) {
      var stages = required.stages().stream().map(Route.Stage::name).toList();
      append(
          "required: " + String.join(", ", stages),
          ConditionExplanation.of(required.when(), asset));
    }
    append(rules.route(asset));
  }

  private void append(String name, ConditionExplanation conditionExplanation) {
    line(0, "%s: %s".formatted(name, conditionExplanation.holds() ? "yes" : "no"));
    if (conditionExplanation.parts().isEmpty()) {
      append(1, conditionExplanation);
    }
    conditionExplanation.parts().forEach(part -> append(1, part));
  }

  private void append(int depth, ConditionExplanation conditionExplanation) {
    var found =
        conditionExplanation.found().isEmpty() ? "" : " (" + conditionExplanation.found() + ")";
    line(
        depth,
        "%-3s %s%s"
            .formatted(
                conditionExplanation.holds() ? "yes" : "no", conditionExplanation.wanted(), found));
    conditionExplanation.parts().forEach(part -> append(depth + 1, part));
  }

  private void append(Optional<Route> route) {
    line(0, "");
    route.ifPresentOrElse(
        chosen -> {
          line(0, "Its review by '%s' would have the stages:".formatted(chosen.rule()));
          chosen.stages().forEach(stage -> line(1, describe(stage)));
        },
        () ->
            line(
                0,
                "No rule matches, and the rules have no 'otherwise': there would be no review."));
  }

  private String describe(Route.Stage stage) {
    var members = file.teams().getOrDefault(stage.team(), List.of());
    var person = stage.person();
    var decides =
        person == null
            ? stage.decides().name().toLowerCase(Locale.ROOT) + " decides"
            : members.get(person) + " decides";
    return "%s: team %s (%s), %s%s%s"
        .formatted(
            stage.name(),
            stage.team(),
            String.join(", ", members),
            decides,
            stage.after() == null ? "" : ", after " + stage.after() + " is approved",
            stage.due() == null ? "" : ", due " + describe(stage.due()) + " after its start");
  }

  private static String describe(StageTimeLimit stageTimeLimit) {
    var unit = stageTimeLimit.unit().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return stageTimeLimit.count()
        + " "
        + (stageTimeLimit.count() == 1 ? unit.substring(0, unit.length() - 1) : unit);
  }

  private void line(int depth, String line) {
    text.append("    ".repeat(depth)).append(line).append(System.lineSeparator());
  }
}
