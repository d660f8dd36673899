package io.proofline.review;

import io.proofline.policy.OnApproval;
import io.proofline.policy.Rules;
import io.proofline.policy.UsageStatus;
import io.proofline.policy.Verdict;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the reviews of an asset's versions come to, and which of its files that is about.
 *
 * @param proof the proof that says so; null before the first
 * @param withdrawn a person withdrew it, whatever the reviewers say
 * @param version the newest version that counts: older files are superseded
 */
public record EffectiveVerdict(
    Verdict verdict, @Nullable Proof proof, boolean withdrawn, int version) {

  /**
   * Over the versions from the library's own on. A version that a person uploaded in Ziflow leaves
   * standing what is approved until it has a verdict of its own; new content in the library does
   * not. Of one that was approved and can't be filed any more, the next one decides.
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
      if (own != Verdict.OPEN || proof.everDecided() || verdict != Verdict.APPROVED) {
        verdict = own;
        deciding = proof;
      }
    }
    int newest = current;
    if (deciding != null && verdict == Verdict.APPROVED) {
      newest = Math.max(newest, deciding.version());
    }
    for (var libraryFile : review.shelf().copies()) {
      newest = Math.max(newest, version(review, libraryFile));
    }
    return new EffectiveVerdict(verdict, deciding, review.desk().withdrawn(), newest);
  }

  /** An upload is locked by the next one, file and all: it comes into the library no more. */
  private static boolean isLocked(Review review, Proof proof, Rules rules) {
    return proof.origin() == Proof.Origin.ZIFLOW
        && rules.onApproval().store() == OnApproval.Store.NEW_ASSET
        && review.shelf().finalOf(proof.id()).isEmpty()
        && review.proofs().isSuperseded(proof.id());
  }

  /** What one proof came to by itself. */
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

  /** The file that is approved and stands in the library. */
  Optional<LibraryFile> approvedFile(Review review) {
    return review.shelf().copies().stream()
        .filter(libraryFile -> statusOf(review, libraryFile) == UsageStatus.APPROVED)
        .findFirst();
  }

  /** The approved version is a person's upload in Ziflow, and is not in the library. */
  Optional<Proof> unfiledProof(Review review) {
    return Optional.ofNullable(proof)
        .filter(p -> verdict == Verdict.APPROVED && p.origin() == Proof.Origin.ZIFLOW)
        .filter(p -> review.shelf().finalOf(p.id()).isEmpty());
  }

  private static int version(Review review, LibraryFile libraryFile) {
    return libraryFile.proofId() == null
        ? review.library().file().version()
        : review.proofs().of(libraryFile.proofId()).map(Proof::version).orElse(0);
  }
}
