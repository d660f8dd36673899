package io.proofline.review;

import io.proofline.policy.OnApproval;
import io.proofline.policy.Rules;
import io.proofline.policy.UsageStatus;
import io.proofline.policy.Verdict;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The verdict over all versions of an asset, and the version that it applies to.
 *
 * @param proof the proof with this verdict; null before the first proof
 * @param withdrawn whether a person withdrew the asset, regardless of the reviewers
 * @param version the newest version that counts; files of older versions are superseded
 */
public record EffectiveVerdict(
    Verdict verdict, @Nullable Proof proof, boolean withdrawn, int version) {

  /**
   * The verdict over the library's current version and all later ones. An approval stays valid
   * until a version that a person uploaded in Ziflow has its own verdict; new content in the
   * library ends it. An approved version that can no longer be stored is skipped.
   */
  static EffectiveVerdict of(Review review, Rules rules) {
    int current = review.library().file().version();
    var verdict = Verdict.OPEN;
    Proof deciding = null;
    for (var proof : review.proofs().from(current)) {
      var own = verdict(review, proof, rules);
      if (own == Verdict.APPROVED && isLocked(review, proof, rules)) {
        continue;
      }
      if (own != Verdict.OPEN || proof.wasEverDecided() || verdict != Verdict.APPROVED) {
        verdict = own;
        deciding = proof;
      }
    }
    int newest = current;
    if (deciding != null && verdict == Verdict.APPROVED) {
      newest = Math.max(newest, deciding.version());
    }
    for (var libraryFile : review.placements().files()) {
      newest = Math.max(newest, version(review, libraryFile));
    }
    return new EffectiveVerdict(verdict, deciding, review.overrides().withdrawn(), newest);
  }

  /** Whether a later version locks an upload, whose file can then no longer be stored. */
  private static boolean isLocked(Review review, Proof proof, Rules rules) {
    return proof.origin() == Proof.Origin.ZIFLOW
        && rules.onApproval().store() == OnApproval.Store.NEW_ASSET
        && review.placements().finalOf(proof.id()).isEmpty()
        && review.proofs().isSuperseded(proof.id());
  }

  /** The verdict of one proof. */
  static Verdict verdict(Review review, Proof proof, Rules rules) {
    var route = review.route();
    var state = proof.state();
    return route == null || state == null || state.failed()
        ? Verdict.OPEN
        : rules.verdictPolicy().verdictFor(route, state);
  }

  /** The status of one of the asset's files. */
  UsageStatus statusOf(Review review, LibraryFile libraryFile) {
    if (version(review, libraryFile) < version) {
      return UsageStatus.SUPERSEDED;
    }
    return withdrawn ? UsageStatus.WITHDRAWN : UsageStatus.of(verdict);
  }

  /** The approved file in the library. */
  Optional<LibraryFile> approvedFile(Review review) {
    return review.placements().files().stream()
        .filter(libraryFile -> statusOf(review, libraryFile) == UsageStatus.APPROVED)
        .findFirst();
  }

  /** The approved proof, if its file was uploaded in Ziflow and is not in the library yet. */
  Optional<Proof> unfiledProof(Review review) {
    return Optional.ofNullable(proof)
        .filter(p -> verdict == Verdict.APPROVED && p.origin() == Proof.Origin.ZIFLOW)
        .filter(p -> review.placements().finalOf(p.id()).isEmpty());
  }

  private static int version(Review review, LibraryFile libraryFile) {
    return libraryFile.proofId() == null
        ? review.library().file().version()
        : review.proofs().of(libraryFile.proofId()).map(Proof::version).orElse(0);
  }
}
