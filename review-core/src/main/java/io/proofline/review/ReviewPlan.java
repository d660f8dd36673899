package io.proofline.review;

import io.proofline.policy.Rules;
import io.proofline.policy.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The next steps of a review.
 *
 * @param review the review with the commands of this plan issued
 * @param commands the commands to send, in this order
 * @param summary the state to show
 * @param progress stages, proofs and verdict to show
 * @param dueAt when the next timer is due; null for none
 */
public record ReviewPlan(
    Review review,
    List<PlannedCommand> commands,
    ReviewSummary summary,
    ReviewProgress progress,
    @Nullable Instant dueAt) {

  public ReviewPlan {
    commands = List.copyOf(commands);
  }

  /**
   * Whether the review can be forgotten: the library purged the asset 90 days ago. Its facts and
   * audit trail stay.
   */
  public boolean isOver() {
    return ReviewTimers.forgottenAt(review).filter(at -> !review.now().isBefore(at)).isPresent();
  }

  /** A command to send. */
  public record PlannedCommand(IssuedCommand issued, RequiredCommand required, Lane lane) {}

  /** The priority of a command. */
  public enum Lane {
    /** It withdraws an asset. */
    URGENT,
    NORMAL,
    /** No person waits for it. */
    LATER,
    /** It transfers whole files. */
    TRANSFER
  }

  /** Computes the commands by which the known state becomes the desired state. */
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
        review = review.with(review.commands().with(issuedCommand));
      }
    }
    return new ReviewPlan(
        review,
        orders,
        ReviewSummarizer.of(review, rules, effectiveVerdict),
        ReviewProgress.of(review, rules, effectiveVerdict),
        ReviewTimers.next(review, rules, effectiveVerdict));
  }

  /** Marks proofs with a verdict, so that it is known even if the verdict is taken back. */
  private static Review markEverDecided(Review review, Rules rules) {
    var proofs = review.proofs();
    for (var proof : proofs.all()) {
      if (!proof.wasEverDecided()
          && EffectiveVerdict.verdict(review, proof, rules) != Verdict.OPEN) {
        proofs = proofs.update(proof.id(), Proof::markDecided);
      }
    }
    return review.with(proofs);
  }

  /** A file that a person removed from a gallery stays out until the approval ends. */
  private static Review forgetManualRemovals(Review review, EffectiveVerdict effectiveVerdict) {
    return effectiveVerdict.approvedFile(review).isPresent()
        ? review
        : review.with(review.placements().forgetManualRemovals());
  }

  /**
   * A final that could not be stored and has been superseded needs no person. It is tried again if
   * the later version is deleted.
   */
  private static Review abandonOvertakenFinals(Review known) {
    var moot =
        known.commands().all().stream()
            .filter(a -> a.dead() && a.kind() == RequiredCommand.CommandKind.FILE_FINAL)
            .filter(a -> known.proofs().isSuperseded(a.key()))
            .toList();
    var review = known;
    for (var issuedCommand : moot) {
      review =
          review.with(
              review.commands().with(issuedCommand.withState(IssuedCommand.CommandState.RETRIED)));
    }
    return review;
  }

  /** At most one changing command per target system is open; withdrawals don't wait. */
  private static boolean isToBeIssued(Review review, RequiredCommand requiredCommand) {
    var last = review.commands().lastFor(requiredCommand);
    if (requiredCommand.withdraws()) {
      return last.map(a -> !a.satisfies(requiredCommand) || isOvertaken(a, requiredCommand))
          .orElse(true);
    }
    boolean busy =
        requiredCommand.kind().changes()
            && review
                .commands()
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
        .commands()
        .lastFor(requiredCommand)
        .map(
            last -> last.reissue(review.account(), review.assetId(), requiredCommand, review.now()))
        .orElseGet(() ->
            IssuedCommand.first(review.account(), review.assetId(), requiredCommand, review.now()));
  }

  /** Proofs of matched assets give way to those that people selected. */
  private static Lane lane(Review review, RequiredCommand requiredCommand) {
    if (requiredCommand.withdraws()) {
      return Lane.URGENT;
    }
    boolean waitedFor = review.pickState().isSelected();
    return switch (requiredCommand.kind()) {
      case FINGERPRINT, FILE_FINAL -> Lane.TRANSFER;
      case CREATE_PROOF, ENSURE_CONTAINER -> waitedFor ? Lane.NORMAL : Lane.LATER;
      default -> Lane.NORMAL;
    };
  }
}
