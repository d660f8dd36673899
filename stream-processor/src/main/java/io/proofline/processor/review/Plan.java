package io.proofline.processor.review;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What should happen next.
 *
 * @param review with what is asked by this plan
 * @param orders the calls to be made, in this order
 * @param dueAt when there will be a reason to look again; null for never
 */
public record Plan(Review review, List<Order> orders, Standing standing, @Nullable Instant dueAt) {

  private static final Duration REMEMBERED = Duration.ofDays(90);

  public Plan {
    orders = List.copyOf(orders);
  }

  /**
   * Whether its life is over: the library has purged the asset long ago. Only facts and the audit
   * trail stay.
   */
  public boolean isOver() {
    return forgottenAt(review).filter(at -> !review.now().isBefore(at)).isPresent();
  }

  /** When a review of what the library has no longer is forgotten. */
  static Optional<Instant> forgottenAt(Review review) {
    return Optional.ofNullable(review.library().asset())
        .filter(asset -> asset.presence() == Asset.Presence.GONE)
        .map(asset -> asset.readAt().plus(REMEMBERED));
  }

  /** A call to be made. */
  public record Order(Ask ask, Need need, Lane lane) {}

  /** How soon a call is to be made. */
  public enum Lane {
    /** It takes out of use. */
    URGENT,
    NORMAL,
    /** Nobody waits for it. */
    LATER,
    /** It moves whole files. */
    TRANSFER
  }

  /** Compares what should be with what is known to be, and names what is missing. */
  public static Plan next(Review known, Rules rules) {
    var chosen = remembering(Choosing.by(rules, known), rules);
    var usage = Usage.of(chosen, rules);
    var review = Dues.reread(forgetting(chosen, usage), rules, usage);
    var orders = new ArrayList<Order>();
    review = relieved(review);
    for (var need : Needs.of(review, rules, usage)) {
      if (isToBeAsked(review, need)) {
        var ask = ask(review, need);
        orders.add(new Order(ask, need, lane(review, need)));
        review = review.with(review.asks().with(ask));
      }
    }
    return new Plan(
        review, orders, Standing.of(review, rules, usage), Dues.next(review, rules, usage));
  }

  /** A verdict that was there once is known to have been there, also when it is taken back. */
  private static Review remembering(Review review, Rules rules) {
    var proofs = review.proofs();
    for (var proof : proofs.all()) {
      if (!proof.everDecided() && Usage.verdict(review, proof, rules) != Verdict.OPEN) {
        proofs = proofs.changed(proof.id(), Proof::decided);
      }
    }
    return review.with(proofs);
  }

  /** What a person took out of a gallery stays out as long as the approval stands. */
  private static Review forgetting(Review review, Usage usage) {
    return usage.usable(review).isPresent() ? review : review.with(review.shelf().forgetting());
  }

  /**
   * Of a final that could not be filed and that a later version followed, nothing is left for a
   * person to do. Should that one be deleted, it is tried again.
   */
  private static Review relieved(Review known) {
    var moot =
        known.asks().all().stream()
            .filter(a -> a.dead() && a.kind() == Need.Kind.FILE_FINAL)
            .filter(a -> known.proofs().isFollowed(a.key()))
            .toList();
    var review = known;
    for (var ask : moot) {
      review = review.with(review.asks().with(ask.turned(Ask.State.RETRIED)));
    }
    return review;
  }

  /** One changing call at a time for each that is asked; what protects waits for none. */
  private static boolean isToBeAsked(Review review, Need need) {
    var last = review.asks().lastFor(need);
    if (need.protects()) {
      return last.map(a -> !a.settles(need) || isOvertaken(a, need)).orElse(true);
    }
    boolean busy =
        need.kind().changes()
            && review
                .asks()
                .any(
                    a -> a.open() && a.kind().changes() && a.kind().asked() == need.kind().asked());
    return !busy && last.map(a -> !a.settles(need)).orElse(true);
  }

  private static boolean isOvertaken(Ask open, Need need) {
    return open.open() && !open.target().equals(need.target());
  }

  private static Ask ask(Review review, Need need) {
    return review
        .asks()
        .lastFor(need)
        .map(last -> last.again(review.account(), review.assetId(), need, review.now()))
        .orElseGet(() -> Ask.first(review.account(), review.assetId(), need, review.now()));
  }

  /** What a rule picked, and what is read for caution alone, gives way to what people wait for. */
  private static Lane lane(Review review, Need need) {
    if (need.protects()) {
      return Lane.URGENT;
    }
    boolean waitedFor = review.picking().isSelected();
    return switch (need.kind()) {
      case FINGERPRINT, FILE_FINAL -> Lane.TRANSFER;
      case CREATE_PROOF, ENSURE_CONTAINER -> waitedFor ? Lane.NORMAL : Lane.LATER;
      default -> Lane.NORMAL;
    };
  }
}
