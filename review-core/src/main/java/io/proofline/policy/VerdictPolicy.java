package io.proofline.policy;

import io.proofline.policy.ProofState.ReviewerDecision;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Turns Ziflow's decisions into a verdict. {@code changes_required} always asks for changes unless
 * it rejects, regardless of the rules, so that an incomplete rule approves nothing.
 *
 * @param changeDecisions decisions that ask for changes
 * @param rejectDecisions decisions that reject if their reviewer ticked a reject reason
 * @param rejectReasons labels of reject reasons
 */
public record VerdictPolicy(
    List<Decision> changeDecisions,
    List<Decision> rejectDecisions,
    List<TextPattern> rejectReasons) {

  /** The policy without {@code verdicts}: approved with changes asks for changes, none rejects. */
  public static VerdictPolicy byDefault() {
    return new VerdictPolicy(
        List.of(Decision.CHANGES_REQUIRED, Decision.APPROVED_WITH_CHANGES), List.of(), List.of());
  }

  /**
   * The verdict over a route: that of the strongest decision of its stages. It is open while a
   * stage is undecided or has not started; a stage after one that was not approved never starts.
   */
  public Verdict verdictFor(Route route, ProofState proof) {
    var strongest = Optional.<Decision>empty();
    for (var asked : route.stages()) {
      var decision = decisionOf(asked.name(), proof);
      if (decision.isEmpty()
          && (proof.stage(asked.name()).isPresent() || isStillExpected(asked, proof))) {
        return Verdict.OPEN;
      }
      strongest = stronger(strongest, decision);
    }
    return strongest.map(decision -> verdictOf(decision, proof)).orElse(Verdict.OPEN);
  }

  /** Whether a stage can start: it comes after no other, or after one that is approved. */
  public boolean isReadyToStart(Route.Stage stage, ProofState proof) {
    return stage.after() == null || isApproved(stage.after(), proof);
  }

  /** Whether a missing stage will still start: the stage before it is open or approved. */
  private boolean isStillExpected(Route.Stage stage, ProofState proof) {
    var after = stage.after();
    return after == null || decisionOf(after, proof).isEmpty() || isApproved(after, proof);
  }

  private boolean isApproved(String stage, ProofState proof) {
    return decisionOf(stage, proof)
        .filter(d -> verdictOf(d, proof) == Verdict.APPROVED)
        .isPresent();
  }

  private static Optional<Decision> stronger(Optional<Decision> one, Optional<Decision> other) {
    return Stream.of(one, other).flatMap(Optional::stream).min(Decision::compareTo);
  }

  private static Optional<Decision> decisionOf(String stage, ProofState proof) {
    return proof.stage(stage).flatMap(VerdictPolicy::decisionOf);
  }

  /** A completed stage without any decider counts as not relevant. */
  private static Optional<Decision> decisionOf(ProofState.StageStatus stageStatus) {
    boolean undecided = "completed".equals(stageStatus.status()) && stageStatus.decision() == null;
    return undecided && stageStatus.members().stream().noneMatch(ReviewerDecision::decides)
        ? Optional.of(Decision.NOT_RELEVANT)
        : Decision.of(stageStatus.decision());
  }

  private Verdict verdictOf(Decision decision, ProofState proof) {
    if (rejectDecisions.contains(decision) && gaveRejectingReason(decision, proof)) {
      return Verdict.REJECTED;
    }
    if (changeDecisions.contains(decision)) {
      return Verdict.NEEDS_CHANGES;
    }
    return switch (decision) {
      case APPROVED, APPROVED_WITH_CHANGES -> Verdict.APPROVED;
      case NOT_RELEVANT -> Verdict.NOBODY_DECIDED;
      case CHANGES_REQUIRED -> Verdict.NEEDS_CHANGES;
    };
  }

  private boolean gaveRejectingReason(Decision decision, ProofState proof) {
    return proof.stages().stream()
        .flatMap(s -> s.members().stream())
        .filter(m -> m.decides() && Decision.of(m.decision()).equals(Optional.of(decision)))
        .map(ReviewerDecision::reasons)
        .flatMap(List::stream)
        .anyMatch(reason -> rejectReasons.stream().anyMatch(t -> t.matches(reason)));
  }
}
