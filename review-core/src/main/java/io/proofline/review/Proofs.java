package io.proofline.review;

import io.proofline.policy.ProofState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The proofs of one asset, and proofs that claim to be one.
 *
 * @param all bound proofs by version; beyond 16, the oldest are forgotten
 * @param failures how many proofs of the newest version failed in Ziflow in a row
 * @param againAt earliest time for the next proof; null for immediately
 * @param unmatched proofs with our marker that no command created
 * @param released ids of unmatched proofs that a person released
 */
public record Proofs(
    List<Proof> all,
    int failures,
    @Nullable Instant againAt,
    List<UnmatchedProof> unmatched,
    List<String> released) {

  private static final int MOST = 16;
  private static final int MOST_UNMATCHED = 8;

  /** After this number of failures in a row the review waits for a person. */
  static final int MOST_FAILURES = 3;

  private static final List<Duration> PAUSES =
      List.of(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1));

  static final Proofs NONE = new Proofs(List.of(), 0, null, List.of(), List.of());

  public Proofs {
    all = List.copyOf(all);
    unmatched = List.copyOf(unmatched);
    released = List.copyOf(released);
  }

  /**
   * A proof with our marker that no command created. It is read once, then waits for a person.
   *
   * @param read its state; null before it was read
   */
  public record UnmatchedProof(String proofId, Instant since, @Nullable ProofState read) {}

  Optional<Proof> of(@Nullable String proofId) {
    return all.stream().filter(p -> p.id().equals(proofId)).findFirst();
  }

  /** The proof of the newest version. */
  public Optional<Proof> newest() {
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  Optional<Proof> ofVersion(int version) {
    return all.stream().filter(p -> p.version() == version).findFirst();
  }

  /** The proofs from a version on, in order. */
  List<Proof> from(int version) {
    return all.stream().filter(p -> p.version() >= version).toList();
  }

  /** Whether a later version exists, by which Ziflow locks this one. */
  boolean isSuperseded(String proofId) {
    return of(proofId)
        .filter(p -> from(p.version() + 1).stream().anyMatch(later -> !later.isGone()))
        .isPresent();
  }

  int highestVersion() {
    return newest().map(Proof::version).orElse(0);
  }

  Proofs plus(Proof proof) {
    var list = new ArrayList<>(all.stream().filter(p -> !p.id().equals(proof.id())).toList());
    list.add(proof);
    list.sort((a, b) -> Integer.compare(a.version(), b.version()));
    var kept = list.subList(Math.max(0, list.size() - MOST), list.size());
    return new Proofs(kept, failures, againAt, others(proof.id()), released);
  }

  /**
   * Requests a read of the version before a new one, which locks it, so that no decision is missed.
   */
  Proofs readBeforeLock(int version, Instant now) {
    return newest()
        .filter(p -> p.version() < version && !p.isGone())
        .map(p -> update(p.id(), q -> q.requestRead(now)))
        .orElse(this);
  }

  Proofs without(String proofId) {
    var list = all.stream().filter(p -> !p.id().equals(proofId)).toList();
    return new Proofs(list, failures, againAt, unmatched, released);
  }

  Proofs update(String proofId, UnaryOperator<Proof> change) {
    var list = all.stream().map(p -> p.id().equals(proofId) ? change.apply(p) : p).toList();
    return new Proofs(list, failures, againAt, unmatched, released);
  }

  /** After a failed proof was deleted; the next one is made after a pause. */
  Proofs recordFailure(String proofId, Instant now) {
    var again = now.plus(PAUSES.get(Math.min(failures, PAUSES.size() - 1)));
    return new Proofs(without(proofId).all, failures + 1, again, unmatched, released);
  }

  boolean hasFailedTooOften() {
    return failures >= MOST_FAILURES;
  }

  /** Forgets the failures: the proof of the version is good, or a person restarts the review. */
  Proofs clearFailures() {
    return new Proofs(all, 0, null, unmatched, released);
  }

  Proofs addUnmatched(String proofId, Instant now) {
    if (released.contains(proofId)
        || unmatched.stream().anyMatch(s -> s.proofId().equals(proofId))) {
      return this;
    }
    var list = new ArrayList<>(unmatched);
    list.add(new UnmatchedProof(proofId, now, null));
    var kept = list.subList(Math.max(0, list.size() - MOST_UNMATCHED), list.size());
    return new Proofs(all, failures, againAt, kept, released);
  }

  Proofs recordUnmatchedState(String proofId, ProofState state) {
    var list =
        unmatched.stream()
            .map(s ->
                s.proofId().equals(proofId) ? new UnmatchedProof(proofId, s.since(), state) : s)
            .toList();
    return new Proofs(all, failures, againAt, list, released);
  }

  Proofs release(String proofId) {
    var list = new ArrayList<>(released);
    list.add(proofId);
    var kept = list.subList(Math.max(0, list.size() - MOST_UNMATCHED), list.size());
    return new Proofs(all, failures, againAt, others(proofId), kept);
  }

  private List<UnmatchedProof> others(String proofId) {
    return unmatched.stream().filter(s -> !s.proofId().equals(proofId)).toList();
  }
}
