package io.proofline.processor.review;

import org.jspecify.annotations.Nullable;

/**
 * Where a review stands, in a photo editor's words.
 *
 * @param reason why, where the state does not say it; null otherwise
 */
public record Standing(State state, @Nullable String reason) {

  /** The states that a review can be in. */
  public enum State {
    NOT_PICKED,
    SELECTED,
    OPENING,
    IN_REVIEW,
    APPROVED,
    NEEDS_CHANGES,
    REJECTED,
    NOBODY_DECIDED,
    STUCK
  }

  static Standing of(Review review, Verdict verdict) {
    var proof = review.proof();
    if (proof != null) {
      return ofProof(review, proof, verdict);
    }
    if (review.wishes() == 0) {
      return new Standing(State.NOT_PICKED, "in no gallery that selects, and no keyword does");
    }
    return review.asks().stream()
        .filter(a -> a.state() == Ask.State.DEAD && a.kind() == awaited(review))
        .findFirst()
        .map(a -> new Standing(State.STUCK, a.reason()))
        .orElseGet(() -> onTheWay(review));
  }

  /** What a selected review without a proof waits for. */
  private static Need.Kind awaited(Review review) {
    return review.library().asset() == null ? Need.Kind.READ_ASSET : Need.Kind.CREATE_PROOF;
  }

  private static Standing ofProof(Review review, Proof proof, Verdict verdict) {
    var state = proof.state();
    if (state != null && state.gone()) {
      return new Standing(State.STUCK, "the proof was deleted in Ziflow");
    }
    if (state != null && state.failed()) {
      return new Standing(State.STUCK, "Ziflow could not make a proof of the file");
    }
    return new Standing(ofVerdict(verdict), unwritten(review));
  }

  private static @Nullable String unwritten(Review review) {
    return review.asks().stream()
        .filter(a -> a.state() == Ask.State.DEAD && a.kind() == Need.Kind.WRITE_FIELDS)
        .map(a -> "the status could not be written: " + a.reason())
        .findFirst()
        .orElse(null);
  }

  private static State ofVerdict(Verdict verdict) {
    return switch (verdict) {
      case OPEN -> State.IN_REVIEW;
      case APPROVED -> State.APPROVED;
      case NEEDS_CHANGES -> State.NEEDS_CHANGES;
      case REJECTED -> State.REJECTED;
      case NOBODY_DECIDED -> State.NOBODY_DECIDED;
    };
  }

  private static Standing onTheWay(Review review) {
    if (review.route() != null) {
      return new Standing(State.OPENING, null);
    }
    return review.library().asset() == null
        ? new Standing(State.SELECTED, "the library is being asked for it")
        : new Standing(State.STUCK, "it was selected, and no rule and no otherwise is for it");
  }
}
