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
 * The proofs of one asset, and what claims to be one.
 *
 * @param all those that we follow, by version; the oldest go when there are too many
 * @param failures how many proofs of the newest version could not be made by Ziflow in a row
 * @param againAt before this no further one is made; null for at once
 * @param strangers proofs that claim to be ours, and that no call of ours made
 * @param released strangers that a person let go
 */
public record Proofs(
    List<Proof> all,
    int failures,
    @Nullable Instant againAt,
    List<UnmatchedProof> strangers,
    List<String> released) {

  private static final int MOST = 16;
  private static final int MOST_STRANGERS = 8;

  /** After so many failures in a row a person has to look. */
  static final int MOST_FAILURES = 3;

  private static final List<Duration> PAUSES =
      List.of(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1));

  static final Proofs NONE = new Proofs(List.of(), 0, null, List.of(), List.of());

  public Proofs {
    all = List.copyOf(all);
    strangers = List.copyOf(strangers);
    released = List.copyOf(released);
  }

  /**
   * A proof with our marker that no call of ours made: read once, then a person's.
   *
   * @param read null until it was read
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

  /** Those from a version on, in their order. */
  List<Proof> from(int version) {
    return all.stream().filter(p -> p.version() >= version).toList();
  }

  /** Whether a later version stands, which locks it. */
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
   * A further version locks the one before: that is read once more, so that no decision on it is
   * missed.
   */
  Proofs readBeforeLock(int version, Instant now) {
    return newest()
        .filter(p -> p.version() < version && !p.isGone())
        .map(p -> update(p.id(), q -> q.requestRead(now)))
        .orElse(this);
  }

  Proofs without(String proofId) {
    var list = all.stream().filter(p -> !p.id().equals(proofId)).toList();
    return new Proofs(list, failures, againAt, strangers, released);
  }

  Proofs update(String proofId, UnaryOperator<Proof> change) {
    var list = all.stream().map(p -> p.id().equals(proofId) ? change.apply(p) : p).toList();
    return new Proofs(list, failures, againAt, strangers, released);
  }

  /** One more could not be made, and is gone; the next one is made after a pause. */
  Proofs recordFailure(String proofId, Instant now) {
    var again = now.plus(PAUSES.get(Math.min(failures, PAUSES.size() - 1)));
    return new Proofs(without(proofId).all, failures + 1, again, strangers, released);
  }

  boolean hasFailedTooOften() {
    return failures >= MOST_FAILURES;
  }

  /** What failed is forgotten: the version's proof can be read, or a person begins anew. */
  Proofs clearFailures() {
    return new Proofs(all, 0, null, strangers, released);
  }

  Proofs addUnmatched(String proofId, Instant now) {
    if (released.contains(proofId)
        || strangers.stream().anyMatch(s -> s.proofId().equals(proofId))) {
      return this;
    }
    var list = new ArrayList<>(strangers);
    list.add(new UnmatchedProof(proofId, now, null));
    var kept = list.subList(Math.max(0, list.size() - MOST_STRANGERS), list.size());
    return new Proofs(all, failures, againAt, kept, released);
  }

  Proofs recordUnmatchedState(String proofId, ProofState state) {
    var list =
        strangers.stream()
            .map(s ->
                s.proofId().equals(proofId) ? new UnmatchedProof(proofId, s.since(), state) : s)
            .toList();
    return new Proofs(all, failures, againAt, list, released);
  }

  Proofs release(String proofId) {
    var list = new ArrayList<>(released);
    list.add(proofId);
    var kept = list.subList(Math.max(0, list.size() - MOST_STRANGERS), list.size());
    return new Proofs(all, failures, againAt, others(proofId), kept);
  }

  private List<UnmatchedProof> others(String proofId) {
    return strangers.stream().filter(s -> !s.proofId().equals(proofId)).toList();
  }
}
