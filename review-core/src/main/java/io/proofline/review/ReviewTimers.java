package io.proofline.review;

import io.proofline.policy.Asset;
import io.proofline.policy.Decision;
import io.proofline.policy.ProofState;
import io.proofline.policy.Route;
import io.proofline.policy.Rules;
import io.proofline.policy.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Computes the times at which a review must be evaluated without a new fact: reads of proofs,
 * deadlines and retries.
 */
final class ReviewTimers {

  /** A command without an outcome is shown as waiting after this time. */
  static final Duration UNANSWERED_AFTER = Duration.ofHours(1);

  private static final Duration RETENTION = Duration.ofDays(90);
  private static final Duration WEEK = Duration.ofDays(7);
  private static final int YOUNG_FOR_DAYS = 30;

  private final Review review;
  private final Rules rules;
  private final EffectiveVerdict effectiveVerdict;

  private ReviewTimers(Review review, Rules rules, EffectiveVerdict effectiveVerdict) {
    this.review = review;
    this.rules = rules;
    this.effectiveVerdict = effectiveVerdict;
  }

  /** The next time; null for never. */
  static @Nullable Instant next(Review review, Rules rules, EffectiveVerdict effectiveVerdict) {
    return new ReviewTimers(review, rules, effectiveVerdict)
        .all()
        .min(Instant::compareTo)
        .orElse(null);
  }

  /** Requests a read of the newest proof if its read interval has passed. */
  static Review requestDueRead(Review review, Rules rules, EffectiveVerdict effectiveVerdict) {
    var reviewTimers = new ReviewTimers(review, rules, effectiveVerdict);
    return review
        .proofs()
        .newest()
        .filter(
            p -> reviewTimers.nextReadAt(p).filter(at -> !review.now().isBefore(at)).isPresent())
        .map(p -> review.with(review.proofs().update(p.id(), q -> q.requestRead(review.now()))))
        .orElse(review);
  }

  /** The started, undecided stages whose deadline has passed. */
  static List<OverdueStage> overdue(Review review, Rules rules) {
    var now = review.now();
    return new ReviewTimers(review, rules, EffectiveVerdict.of(review, rules))
        .deadlines().stream().filter(d -> !now.isBefore(d.since())).toList();
  }

  /** When the review of a purged asset is forgotten. */
  static Optional<Instant> forgottenAt(Review review) {
    return Optional.ofNullable(review.library().asset())
        .filter(asset -> asset.presence() == Asset.Presence.GONE)
        .map(asset -> asset.readAt().plus(RETENTION));
  }

  /** A stage and its passed deadline. */
  record OverdueStage(String stage, Instant since) {}

  private Stream<Instant> all() {
    var now = review.now();
    var times = new ArrayList<Instant>();
    review.proofs().newest().flatMap(this::nextReadAt).ifPresent(times::add);
    Optional.ofNullable(RouteSelector.quietPeriodEndsAt(review, rules)).ifPresent(times::add);
    Optional.ofNullable(review.proofs().againAt()).ifPresent(times::add);
    times.addAll(PublicationTargets.of(review, rules).changesAt());
    forgottenAt(review).ifPresent(times::add);
    deadlines().forEach(d -> times.add(d.since()));
    review.commands().all().stream()
        .filter(IssuedCommand::open)
        .forEach(a -> times.add(a.at().plus(UNANSWERED_AFTER)));
    return times.stream().filter(now::isBefore);
  }

  /** By the rules' interval for 30 days; later weekly, while the asset is published. */
  private Optional<Instant> nextReadAt(Proof proof) {
    var route = review.route();
    if (proof.isGone() || proof.isFailed() || route == null || route.watch()) {
      return Optional.empty();
    }
    var since = proof.readRequestedAt();
    if (EffectiveVerdict.verdict(review, proof, rules) == Verdict.OPEN) {
      return Optional.of(since.plus(rules.timing().rereadOpen()));
    }
    boolean young = review.now().isBefore(proof.boundAt().plus(Duration.ofDays(YOUNG_FOR_DAYS)));
    boolean shown =
        review.placements().files().stream()
            .flatMap(c -> c.places().stream())
            .anyMatch(LibraryFile.Place::inside);
    return young
        ? Optional.of(since.plus(rules.timing().rereadDecided()))
        : Optional.of(since.plus(WEEK))
            .filter(_ -> shown && effectiveVerdict.verdict() != Verdict.OPEN);
  }

  private List<OverdueStage> deadlines() {
    var route = review.route();
    var newest = review.proofs().newest();
    if (route == null || newest.isEmpty() || newest.get().isGone()) {
      return List.of();
    }
    var found = new ArrayList<OverdueStage>();
    for (var stage : route.stages()) {
      deadline(stage, newest.get()).ifPresent(at -> found.add(new OverdueStage(stage.name(), at)));
    }
    return List.copyOf(found);
  }

  private Optional<Instant> deadline(Route.Stage stage, Proof proof) {
    var stageTimeLimit = stage.due();
    var state = proof.state();
    if (stageTimeLimit == null) {
      return Optional.empty();
    }
    if (state == null) {
      return stage.after() == null
          ? Optional.of(rules.calendar().deadline(proof.boundAt(), stageTimeLimit))
          : Optional.empty();
    }
    return state
        .stage(stage.name())
        .filter(s -> Decision.of(s.decision()).isEmpty() && !"completed".equals(s.status()))
        .map(_ ->
            rules
                .calendar()
                .deadline(start(stage, proof, state).orElse(proof.boundAt()), stageTimeLimit));
  }

  /**
   * A stage starts with its proof, or with the last decision of the stage before it; empty if
   * Ziflow gave no time of that decision.
   */
  static Optional<Instant> start(Route.Stage stage, Proof proof, ProofState state) {
    return stage.after() == null
        ? Optional.of(proof.boundAt())
        : state
            .stage(stage.after())
            .flatMap(before ->
                before.members().stream()
                    .flatMap(m -> Stream.ofNullable(m.decidedAt()))
                    .max(Instant::compareTo));
  }
}
