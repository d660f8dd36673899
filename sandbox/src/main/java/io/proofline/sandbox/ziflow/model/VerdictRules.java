package io.proofline.sandbox.ziflow.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The documented precedence: changes required, approved with changes, approved; all not relevant is
 * not relevant.
 */
final class VerdictRules {
  private VerdictRules() {}

  /** Empty while one is pending, or where nobody is asked. */
  static Optional<Decision> whenAllDecided(Collection<Decision> decisions) {
    return decisions.contains(Decision.PENDING)
        ? Optional.empty()
        : decisions.stream().min(Comparator.naturalOrder());
  }

  static Optional<Decision> latestDecision(List<StageMember> deciders) {
    return deciders.stream()
        .filter(StageMember::hasDecided)
        .max(
            Comparator.comparing(
                StageMember::decisionDate, Comparator.nullsFirst(Comparator.naturalOrder())))
        .map(StageMember::decision);
  }

  /** Over all stages that run and have somebody to decide. */
  static Optional<Decision> proofVerdict(List<Stage> stages) {
    var running =
        stages.stream().filter(stage -> stage.started() && !stage.deciders().isEmpty()).toList();
    return whenAllDecided(
        running.stream().map(stage -> stage.verdict().orElse(Decision.PENDING)).toList());
  }
}
