package io.proofline.sandbox.ziflow;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The documented precedence: changes required, approved with changes, approved; all not relevant is
 * not relevant.
 */
final class Verdicts {
  private Verdicts() {}

  /** Empty while one is pending, or where nobody is asked. */
  static Optional<Decision> whenAllDecided(Collection<Decision> decisions) {
    return decisions.contains(Decision.PENDING)
        ? Optional.empty()
        : decisions.stream().min(Comparator.naturalOrder());
  }

  static Optional<Decision> latest(List<Member> deciders) {
    return deciders.stream()
        .filter(Member::hasDecided)
        .max(
            Comparator.comparing(
                Member::decisionDate, Comparator.nullsFirst(Comparator.naturalOrder())))
        .map(Member::decision);
  }

  /** Over all stages that run and have somebody to decide. */
  static Optional<Decision> ofProof(List<Stage> stages) {
    var running =
        stages.stream().filter(stage -> stage.started() && !stage.deciders().isEmpty()).toList();
    return whenAllDecided(
        running.stream().map(stage -> stage.verdict().orElse(Decision.PENDING)).toList());
  }
}
