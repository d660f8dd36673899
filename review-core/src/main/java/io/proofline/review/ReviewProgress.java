package io.proofline.review;

import io.proofline.policy.Decision;
import io.proofline.policy.ProofState;
import io.proofline.policy.ProofState.ReviewerDecision;
import io.proofline.policy.ProofState.StageStatus;
import io.proofline.policy.Route;
import io.proofline.policy.Rules;
import io.proofline.policy.Verdict;
import io.proofline.text.ComparableText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a review for people: its stages, its proofs and the verdict.
 *
 * @param stages those of the newest proof in Ziflow's order, then those of the route that the proof
 *     does not have; without a proof, all of the route
 * @param proofs oldest version first
 * @param verdict over all versions
 * @param verdictAt last decision on the proof with the verdict, by Ziflow's clock; null without a
 *     verdict, or if Ziflow gave no time
 */
public record ReviewProgress(
    List<StageProgress> stages,
    List<ProofProgress> proofs,
    Verdict verdict,
    @Nullable Instant verdictAt) {

  public ReviewProgress {
    stages = List.copyOf(stages);
    proofs = List.copyOf(proofs);
  }

  /**
   * A stage of the review.
   *
   * @param inProof its status in the newest proof; null if the proof does not have the stage
   * @param startedAt null before its start, or if that is unknown
   * @param dueAt deadline by the rules; null before the start, or without a time limit
   */
  public record StageProgress(
      String name,
      @Nullable StageStatus inProof,
      @Nullable Instant startedAt,
      @Nullable Instant dueAt) {}

  /**
   * A proof of the review.
   *
   * @param living whether it is the newest and Ziflow has it
   * @param locked whether nobody can make or take back a decision; null if unknown
   */
  public record ProofProgress(
      Proof proof, boolean living, @Nullable Boolean locked, Verdict verdict) {}

  static ReviewProgress of(Review review, Rules rules, EffectiveVerdict effectiveVerdict) {
    return new ReviewProgress(
        new Stages(review, rules).collected(),
        review.proofs().all().stream().map(p -> progress(review, p, rules)).toList(),
        effectiveVerdict.verdict(),
        decidedAt(effectiveVerdict).orElse(null));
  }

  private static ProofProgress progress(Review review, Proof proof, Rules rules) {
    var state = proof.state();
    boolean newest = review.proofs().newest().filter(proof::equals).isPresent();
    var asRead = state == null ? null : state.locked();
    return new ProofProgress(
        proof,
        newest && !proof.isGone(),
        review.proofs().isSuperseded(proof.id()) ? Boolean.TRUE : asRead,
        EffectiveVerdict.verdict(review, proof, rules));
  }

  private static Optional<Instant> decidedAt(EffectiveVerdict effectiveVerdict) {
    var proof = effectiveVerdict.proof();
    return effectiveVerdict.verdict() == Verdict.OPEN || proof == null || proof.state() == null
        ? Optional.empty()
        : proof.state().stages().stream()
            .flatMap(s -> s.members().stream())
            .filter(m -> m.decides() && Decision.of(m.decision()).isPresent())
            .map(ReviewerDecision::decidedAt)
            .flatMap(Stream::ofNullable)
            .max(Instant::compareTo);
  }

  private static final class Stages {

    private final Rules rules;
    private final List<Route.Stage> ofRoute;
    private final @Nullable Proof proof;

    Stages(Review review, Rules rules) {
      this.rules = rules;
      this.ofRoute = review.route() == null ? List.of() : review.route().stages();
      this.proof = review.proofs().newest().orElse(null);
    }

    List<StageProgress> collected() {
      var state = proof == null ? null : proof.state();
      var found = new ArrayList<StageProgress>();
      if (proof != null && state != null) {
        state.stages().forEach(status -> found.add(inProof(status, proof, state)));
      }
      ofRoute.stream()
          .filter(stage -> state == null || state.stage(stage.name()).isEmpty())
          .forEach(stage -> found.add(notInProof(stage)));
      return found;
    }

    private StageProgress inProof(StageStatus status, Proof of, ProofState state) {
      var stage =
          ofRoute.stream()
              .filter(s -> ComparableText.areEqual(s.name(), status.name()))
              .findFirst();
      if (stage.isEmpty() || "not_started".equals(status.status())) {
        return new StageProgress(status.name(), status, null, null);
      }
      var startedAt = ReviewTimers.start(stage.get(), of, state);
      var due = startedAt.orElse(of.boundAt());
      return new StageProgress(
          status.name(),
          status,
          startedAt.orElse(null),
          state.gone() ? null : dueAt(stage.get(), due));
    }

    /** Stages that come after no other start with the proof, before it is read. */
    private StageProgress notInProof(Route.Stage stage) {
      return proof != null && proof.state() == null && stage.after() == null
          ? new StageProgress(stage.name(), null, proof.boundAt(), dueAt(stage, proof.boundAt()))
          : new StageProgress(stage.name(), null, null, null);
    }

    private @Nullable Instant dueAt(Route.Stage stage, Instant start) {
      return stage.due() == null ? null : rules.calendar().deadline(start, stage.due());
    }
  }
}
