package io.proofline.processor.review;

import io.proofline.processor.review.ProofState.Member;
import java.util.List;
import java.util.Optional;

/**
 * What decisions mean. {@code changes_required} asks for changes whatever the rules say, unless it
 * rejects: nothing is approved by an oversight.
 *
 * @param needingChanges decisions that ask for changes
 * @param rejecting decisions that reject, when one who took it ticked a rejecting reason
 * @param rejectingReasons labels of reasons, compared without case
 */
public record Verdicts(
    List<Decision> needingChanges, List<Decision> rejecting, List<Text> rejectingReasons) {

  /** Without a word in the rules: approved with changes asks for changes, nothing rejects. */
  public static Verdicts byDefault() {
    return new Verdicts(
        List.of(Decision.CHANGES_REQUIRED, Decision.APPROVED_WITH_CHANGES), List.of(), List.of());
  }

  /** The verdict over a route: open while one of its stages is undecided or not there yet. */
  public Verdict over(Route route, ProofState proof) {
    var decisions = route.stages().stream().map(asked -> decisionOf(asked.name(), proof)).toList();
    if (decisions.stream().anyMatch(Optional::isEmpty)) {
      return Verdict.OPEN;
    }
    return decisions.stream()
        .flatMap(Optional::stream)
        .min(Decision::compareTo)
        .map(strongest -> meaning(strongest, proof))
        .orElse(Verdict.OPEN);
  }

  private static Optional<Decision> decisionOf(String stage, ProofState proof) {
    return proof.stages().stream()
        .filter(s -> s.name().equals(stage))
        .findFirst()
        .flatMap(Verdicts::decisionOf);
  }

  /** A stage that ended, and that nobody had the right to decide, is relevant to nobody. */
  private static Optional<Decision> decisionOf(ProofState.Stage stage) {
    boolean undecided = "completed".equals(stage.status()) && stage.decision() == null;
    return undecided && stage.members().stream().noneMatch(Member::decides)
        ? Optional.of(Decision.NOT_RELEVANT)
        : Decision.of(stage.decision());
  }

  private Verdict meaning(Decision decision, ProofState proof) {
    if (rejecting.contains(decision) && gaveRejectingReason(decision, proof)) {
      return Verdict.REJECTED;
    }
    if (needingChanges.contains(decision)) {
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
        .map(Member::reasons)
        .flatMap(List::stream)
        .anyMatch(reason -> rejectingReasons.stream().anyMatch(t -> t.matches(reason)));
  }
}
