package io.proofline.review;

import io.proofline.policy.Rules;
import io.proofline.policy.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What should happen next.
 *
 * @param review with what is asked by this plan
 * @param commands the calls to be made, in this order
 * @param dueAt when there will be a reason to look again; null for never
 */
public record ReviewPlan(
    Review review, List<PlannedCommand> commands, ReviewSummary summary, @Nullable Instant dueAt) {

  public ReviewPlan {
    commands = List.copyOf(commands);
  }

  /**
   * Whether its life is over: the library has purged the asset long ago. Only facts and the audit
   * trail stay.
   */
  public boolean isOver() {
    return ReviewTimers.forgottenAt(review).filter(at -> !review.now().isBefore(at)).isPresent();
  }

  /** A call to be made. */
  public record PlannedCommand(IssuedCommand issued, RequiredCommand required, Lane lane) {}

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
  public static ReviewPlan next(Review known, Rules rules) {
    var chosen = markEverDecided(RouteSelector.select(rules, known), rules);
    var effectiveVerdict = EffectiveVerdict.of(chosen, rules);
    var review =
        ReviewTimers.requestDueRead(
            forgetManualRemovals(chosen, effectiveVerdict), rules, effectiveVerdict);
    var orders = new ArrayList<PlannedCommand>();
    review = abandonOvertakenFinals(review);
    for (var requiredCommand : ReviewReconciler.of(review, rules, effectiveVerdict)) {
      if (isToBeIssued(review, requiredCommand)) {
        var issuedCommand = issue(review, requiredCommand);
        orders.add(
            new PlannedCommand(issuedCommand, requiredCommand, lane(review, requiredCommand)));
        review = review.with(review.asks().with(issuedCommand));
      }
    }
    return new ReviewPlan(
        review,
        orders,
        ReviewSummarizer.of(review, rules, effectiveVerdict),
        ReviewTimers.next(review, rules, effectiveVerdict));
  }

  /** A verdict that was there once is known to have been there, also when it is taken back. */
  private static Review markEverDecided(Review review, Rules rules) {
    var proofs = review.proofs();
    for (var proof : proofs.all()) {
      if (!proof.everDecided() && EffectiveVerdict.verdict(review, proof, rules) != Verdict.OPEN) {
        proofs = proofs.update(proof.id(), Proof::markDecided);
      }
    }
    return review.with(proofs);
  }

  /** What a person took out of a gallery stays out as long as the approval stands. */
  private static Review forgetManualRemovals(Review review, EffectiveVerdict effectiveVerdict) {
    return effectiveVerdict.approvedFile(review).isPresent()
        ? review
        : review.with(review.shelf().forgetManualRemovals());
  }

  /**
   * Of a final that could not be filed and that a later version followed, nothing is left for a
   * person to do. Should that one be deleted, it is tried again.
   */
  private static Review abandonOvertakenFinals(Review known) {
    var moot =
        known.asks().all().stream()
            .filter(a -> a.dead() && a.kind() == RequiredCommand.CommandKind.FILE_FINAL)
            .filter(a -> known.proofs().isSuperseded(a.key()))
            .toList();
    var review = known;
    for (var issuedCommand : moot) {
      review =
          review.with(
              review.asks().with(issuedCommand.withState(IssuedCommand.CommandState.RETRIED)));
    }
    return review;
  }

  /** One changing call at a time for each that is asked; what protects waits for none. */
  private static boolean isToBeIssued(Review review, RequiredCommand requiredCommand) {
    var last = review.asks().lastFor(requiredCommand);
    if (requiredCommand.withdraws()) {
      return last.map(a -> !a.satisfies(requiredCommand) || isOvertaken(a, requiredCommand))
          .orElse(true);
    }
    boolean busy =
        requiredCommand.kind().changes()
            && review
                .asks()
                .any(a ->
                    a.open()
                        && a.kind().changes()
                        && a.kind().targetSystem() == requiredCommand.kind().targetSystem());
    return !busy && last.map(a -> !a.satisfies(requiredCommand)).orElse(true);
  }

  private static boolean isOvertaken(IssuedCommand open, RequiredCommand requiredCommand) {
    return open.open() && !open.target().equals(requiredCommand.target());
  }

  private static IssuedCommand issue(Review review, RequiredCommand requiredCommand) {
    return review
        .asks()
        .lastFor(requiredCommand)
        .map(
            last -> last.reissue(review.account(), review.assetId(), requiredCommand, review.now()))
        .orElseGet(() ->
            IssuedCommand.first(review.account(), review.assetId(), requiredCommand, review.now()));
  }

  /** What a rule picked, and what is read for caution alone, gives way to what people wait for. */
  private static Lane lane(Review review, RequiredCommand requiredCommand) {
    if (requiredCommand.withdraws()) {
      return Lane.URGENT;
    }
    boolean waitedFor = review.picking().isSelected();
    return switch (requiredCommand.kind()) {
      case FINGERPRINT, FILE_FINAL -> Lane.TRANSFER;
      case CREATE_PROOF, ENSURE_CONTAINER -> waitedFor ? Lane.NORMAL : Lane.LATER;
      default -> Lane.NORMAL;
    };
  }
}
