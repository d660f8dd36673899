package io.proofline.processor.review;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When there will be a reason to look again, by time alone. */
final class Dues {

  /** After this a command without an outcome is shown as waiting. */
  static final Duration PATIENCE = Duration.ofHours(1);

  private static final Duration WEEK = Duration.ofDays(7);
  private static final int YOUNG_FOR_DAYS = 30;

  private final Review review;
  private final Rules rules;
  private final Usage usage;

  private Dues(Review review, Rules rules, Usage usage) {
    this.review = review;
    this.rules = rules;
    this.usage = usage;
  }

  /** The next of them; null for never. */
  static @Nullable Instant next(Review review, Rules rules, Usage usage) {
    return new Dues(review, rules, usage).all().min(Instant::compareTo).orElse(null);
  }

  /** The review with a reason to read its proof, where it has gone unread for its time. */
  static Review reread(Review review, Rules rules, Usage usage) {
    var dues = new Dues(review, rules, usage);
    return review
        .proofs()
        .newest()
        .filter(p -> dues.rereadAt(p).filter(at -> !review.now().isBefore(at)).isPresent())
        .map(p -> review.with(review.proofs().changed(p.id(), q -> q.stale(review.now()))))
        .orElse(review);
  }

  /** Deadlines of stages that are asked and undecided, by the stage's name. */
  static List<Overdue> overdue(Review review, Rules rules) {
    var now = review.now();
    return new Dues(review, rules, Usage.of(review, rules))
        .deadlines().stream().filter(d -> !now.isBefore(d.since())).toList();
  }

  /** A stage that should be decided, and since when. */
  record Overdue(String stage, Instant since) {}

  private Stream<Instant> all() {
    var now = review.now();
    var times = new ArrayList<Instant>();
    review.proofs().newest().flatMap(this::rereadAt).ifPresent(times::add);
    Optional.ofNullable(Choosing.settledAt(review, rules)).ifPresent(times::add);
    Optional.ofNullable(review.proofs().againAt()).ifPresent(times::add);
    times.addAll(Publishing.of(review, rules).moments());
    Plan.forgottenAt(review).ifPresent(times::add);
    deadlines().forEach(d -> times.add(d.since()));
    review.asks().all().stream().filter(Ask::open).forEach(a -> times.add(a.at().plus(PATIENCE)));
    return times.stream().filter(now::isBefore);
  }

  /** As the rules say for a month, daily unless they do; then weekly while published. */
  private Optional<Instant> rereadAt(Proof proof) {
    var route = review.route();
    if (proof.isGone() || proof.isFailed() || route == null || route.watch()) {
      return Optional.empty();
    }
    var since = proof.lookedAt();
    if (Usage.verdict(review, proof, rules) == Verdict.OPEN) {
      return Optional.of(since.plus(rules.pace().rereadOpen()));
    }
    boolean young = review.now().isBefore(proof.boundAt().plus(Duration.ofDays(YOUNG_FOR_DAYS)));
    boolean shown =
        review.shelf().copies().stream()
            .flatMap(c -> c.places().stream())
            .anyMatch(Copy.Place::inside);
    return young
        ? Optional.of(since.plus(rules.pace().rereadDecided()))
        : Optional.of(since.plus(WEEK)).filter(_ -> shown && usage.verdict() != Verdict.OPEN);
  }

  private List<Overdue> deadlines() {
    var route = review.route();
    var newest = review.proofs().newest();
    if (route == null || newest.isEmpty() || newest.get().isGone()) {
      return List.of();
    }
    var found = new ArrayList<Overdue>();
    for (var stage : route.stages()) {
      deadline(stage, newest.get()).ifPresent(at -> found.add(new Overdue(stage.name(), at)));
    }
    return List.copyOf(found);
  }

  private Optional<Instant> deadline(Route.Stage stage, Proof proof) {
    var due = stage.due();
    var state = proof.state();
    if (due == null) {
      return Optional.empty();
    }
    if (state == null) {
      return stage.after() == null
          ? Optional.of(rules.calendar().end(proof.boundAt(), due))
          : Optional.empty();
    }
    return state
        .stage(stage.name())
        .filter(s -> Decision.of(s.decision()).isEmpty() && !"completed".equals(s.status()))
        .map(_ -> rules.calendar().end(start(stage, proof, state), due));
  }

  /** A stage that comes after another starts with that one's last decision. */
  private static Instant start(Route.Stage stage, Proof proof, ProofState state) {
    return Optional.ofNullable(stage.after())
        .flatMap(state::stage)
        .flatMap(before ->
            before.members().stream()
                .flatMap(m -> Stream.ofNullable(m.decidedAt()))
                .max(Instant::compareTo))
        .orElse(proof.boundAt());
  }
}
