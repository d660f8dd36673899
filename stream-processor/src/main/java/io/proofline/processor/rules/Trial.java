package io.proofline.processor.rules;

import io.proofline.processor.review.Asset;
import io.proofline.processor.review.Due;
import io.proofline.processor.review.Route;
import io.proofline.processor.review.Rules;
import io.proofline.processor.review.Why;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Rules held against one asset: what matches and why, and what would be asked for. */
public final class Trial {

  private final RulesFile file;
  private final Asset asset;
  private final StringBuilder text = new StringBuilder();

  private Trial(RulesFile file, Asset asset) {
    this.file = file;
    this.asset = asset;
  }

  /** What comes of it, for a person to read. */
  public static String of(RulesFile file, Asset asset) {
    var trial = new Trial(file, asset);
    trial.tell(file.rules());
    return trial.text.toString();
  }

  private void tell(Rules rules) {
    tell("selected when it comes", Why.of(rules.select().when(), asset));
    rules.reviews().forEach(rule -> tell(rule.name(), Why.of(rule.when(), asset)));
    for (var required : rules.require()) {
      var stages = required.ask().stream().map(Route.Stage::name).toList();
      tell("required: " + String.join(", ", stages), Why.of(required.when(), asset));
    }
    tell(rules.route(asset));
  }

  private void tell(String name, Why why) {
    line(0, "%s: %s".formatted(name, why.holds() ? "yes" : "no"));
    if (why.parts().isEmpty()) {
      tell(1, why);
    }
    why.parts().forEach(part -> tell(1, part));
  }

  private void tell(int depth, Why why) {
    var found = why.found().isEmpty() ? "" : " (" + why.found() + ")";
    line(depth, "%-3s %s%s".formatted(why.holds() ? "yes" : "no", why.wanted(), found));
    why.parts().forEach(part -> tell(depth + 1, part));
  }

  private void tell(Optional<Route> route) {
    line(0, "");
    route.ifPresentOrElse(
        chosen -> {
          line(0, "By '%s' it would be asked of:".formatted(chosen.rule()));
          chosen.stages().forEach(stage -> line(1, told(stage)));
        },
        () -> line(0, "No rule is for it, and there is no otherwise: nobody would be asked."));
  }

  private String told(Route.Stage stage) {
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
            stage.due() == null ? "" : ", due " + told(stage.due()) + " after its start");
  }

  private static String told(Due due) {
    var unit = due.unit().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return due.count() + " " + (due.count() == 1 ? unit.substring(0, unit.length() - 1) : unit);
  }

  private void line(int depth, String line) {
    text.append("    ".repeat(depth)).append(line).append(System.lineSeparator());
  }
}
