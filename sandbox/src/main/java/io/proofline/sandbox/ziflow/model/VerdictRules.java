package io.proofline.sandbox.ziflow.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Computes verdicts by the documented precedence: changes required, approved with changes,
 * approved; all not relevant is not relevant.
 */
final class VerdictRules {
  private VerdictRules() {}

  /** The verdict of these decisions; empty while one is pending or if there are none. */
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

  /** The proof's verdict over all started stages that have deciders. */
  static Optional<Decision> proofVerdict(List<Stage> stages) {
    var running =
        stages.stream().filter(stage -> stage.started() && !stage.deciders().isEmpty()).toList();
    return whenAllDecided(
        running.stream().map(stage -> stage.verdict().orElse(Decision.PENDING)).toList());
  }
}
