package io.proofline.review;

import io.proofline.policy.Asset;
import io.proofline.policy.OnApproval;
import io.proofline.policy.ProofState;
import io.proofline.policy.Route;
import io.proofline.policy.Rules;
import io.proofline.policy.Verdict;
import io.proofline.review.ReviewSummary.ReviewState;
import io.proofline.review.ReviewSummary.Waiting;
import io.proofline.review.ReviewSummary.Waiting.WaitReason;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Summarizes a review for people: its state, the reason, and the part that waits for a person.
 *
 * <p>Longer than 300 lines because each state of a review has its own sentence and next step.
 */
record ReviewSummarizer(Review review, Rules rules, EffectiveVerdict verdict) {

  private static final String RESTART = "proofline review start %s";

  static ReviewSummary of(Review review, Rules rules, EffectiveVerdict effectiveVerdict) {
    var reviewSummarizer = new ReviewSummarizer(review, rules, effectiveVerdict);
    return reviewSummarizer.withWaiting(reviewSummarizer.summarize());
  }

  ReviewSummary withWaiting(ReviewSummary summary) {
    var state = summary.state();
    return summary.waiting() != null
        ? summary
        : new ReviewSummary(state, summary.reason(), waiting(state).orElse(null));
  }

  ReviewSummary summarize() {
    var asset = review.library().asset();
    if (asset != null && asset.presence() != Asset.Presence.THERE) {
      return asset.presence() == Asset.Presence.TRASHED
          ? plain(ReviewState.TRASHED, "the asset is in the library's trash")
          : plain(
              ReviewState.GONE,
              review.library().isUnknownToLibrary()
                  ? "the library has no asset of this id; the request is refused"
                  : "the library no longer has the asset");
    }
    if (review.pickState().finalOf() != null) {
      return plain(ReviewState.FINAL, "the final of " + review.pickState().finalOf());
    }
    if (review.overrides().withdrawn()) {
      return plain(ReviewState.WITHDRAWN, "a person withdrew the asset");
    }
    if (review.overrides().cancelled()) {
      return plain(ReviewState.CANCELLED, "a person cancelled the review");
    }
    return review.route() == null ? unrouted(asset) : routed(review.route());
  }

  private ReviewSummary unrouted(@Nullable Asset asset) {
    if (!review.pickState().isSelected()) {
      return unpicked(asset);
    }
    if (asset != null) {
      return stuck(
          WaitReason.NO_RULE,
          review.now(),
          "it was selected, but no rule matches it and the rules have no 'otherwise'",
          "Add a rule or an 'otherwise', push the rules, and select it again");
    }
    return dead(RequiredCommand.CommandKind.READ_ASSET)
        .map(issuedCommand ->
            stuck(
                WaitReason.STUCK,
                issuedCommand.at(),
                "the asset could not be read from the library%s: %s"
                    .formatted(attempts(issuedCommand), issuedCommand.reason()),
                issuedCommand.nextStep() == null
                    ? "Check the asset's id, then: proofline stuck retry "
                        + issuedCommand.commandId()
                    : nextStep(
                        issuedCommand, "proofline stuck retry " + issuedCommand.commandId())))
        .orElseGet(() -> plain(ReviewState.SELECTED, "the asset is being read from the library"));
  }

  private ReviewSummary unpicked(@Nullable Asset asset) {
    var endsAt = RouteSelector.quietPeriodEndsAt(review, rules);
    if (endsAt != null) {
      return plain(
          ReviewState.SETTLING,
          "a rule matches; its review starts at " + endsAt + " unless it is edited before");
    }
    if (asset != null && asset.details().ourMarker() != null) {
      return plain(ReviewState.NOT_PICKED, "it has the marker of a final that Proofline stored");
    }
    var rule = asset == null ? Optional.<Rules.Rule>empty() : rules.firstMatch(asset);
    return plain(
        ReviewState.NOT_PICKED,
        rule.map(r -> "it was in the library before the rule '%s' matched it".formatted(r.name()))
            .orElse("nobody selected it, and no rule matches it"));
  }

  private ReviewSummary routed(Route route) {
    if (route.watch()) {
      return plain(ReviewState.WATCHED, "the rule '%s' only watches".formatted(route.rule()));
    }
    if (review.overrides().paused()) {
      return plain(
          ReviewState.PAUSED, "a person paused the review; " + word(ofVerdict(verdict.verdict())));
    }
    var newest = review.proofs().newest();
    if (review.proofs().ofVersion(review.library().file().version()).isEmpty()) {
      return opening();
    }
    return newest.flatMap(this::proofProblem).orElseGet(this::byVerdict);
  }

  private ReviewSummary opening() {
    var held = review.pickState().heldSince();
    if (held != null) {
      return new ReviewSummary(
          ReviewState.HELD,
          "the hourly limit of proofs is reached",
          new Waiting(
              WaitReason.HELD,
              held,
              "the hourly limit of proofs is reached",
              "proofline stuck go-ahead [N]"));
    }
    var died =
        Stream.of(
                RequiredCommand.CommandKind.CREATE_PROOF,
                RequiredCommand.CommandKind.ENSURE_CONTAINER)
            .flatMap(commandKind -> dead(commandKind).stream())
            .findFirst();
    var again = review.proofs().againAt();
    return died.map(issuedCommand ->
            stuck(
                WaitReason.STUCK,
                issuedCommand.at(),
                "its proof could not be created%s: %s"
                    .formatted(attempts(issuedCommand), issuedCommand.reason()),
                nextStep(
                    issuedCommand,
                    "proofline stuck retry %s, or select the asset again"
                        .formatted(issuedCommand.commandId()))))
        .orElseGet(() ->
            plain(
                ReviewState.OPENING,
                again == null
                    ? null
                    : "Ziflow could not make the proof; next attempt at " + again));
  }

  private Optional<ReviewSummary> proofProblem(Proof proof) {
    if (proof.isGone() && verdict.verdict() == Verdict.OPEN) {
      return Optional.of(
          stuck(
              WaitReason.STUCK,
              proof.readRequestedAt(),
              "its proof was deleted in Ziflow",
              "Restore it from Ziflow's trash, or: " + RESTART.formatted(review.assetId())));
    }
    if (proof.isFailed() && review.proofs().hasFailedTooOften()) {
      return Optional.of(
          stuck(
              WaitReason.STUCK,
              proof.readRequestedAt(),
              "Ziflow could not make a proof of the file, %d times"
                  .formatted(review.proofs().failures() + 1),
              "Check the file, then: " + RESTART.formatted(review.assetId())));
    }
    return proof.isFailed()
        ? Optional.of(
            plain(
                ReviewState.OPENING,
                "Ziflow could not make a proof of the file; Proofline tries again"))
        : Optional.empty();
  }

  private ReviewSummary byVerdict() {
    var unfiled = verdict.unfiledProof(review);
    if (unfiled.isPresent() && rules.onApproval().store() == OnApproval.Store.NONE) {
      return plain(
          ReviewState.SUPERSEDED,
          "version %d was approved in Ziflow, but the rules do not store it (approved.store)"
              .formatted(unfiled.get().version()));
    }
    return plain(ofVerdict(verdict.verdict()), remark());
  }

  private @Nullable String remark() {
    var newest = review.proofs().newest().map(Proof::state);
    if (newest.filter(s -> s != null && s.archived()).isPresent()) {
      return "its proof is archived in Ziflow";
    }
    var file = verdict.approvedFile(review).filter(c -> c.proofId() != null);
    if (file.isPresent()) {
      return "stored as asset " + file.get().mediaId();
    }
    var problems = PublicationTargets.of(review, rules).problems();
    return verdict.verdict() == Verdict.APPROVED && !problems.isEmpty()
        ? String.join("; ", problems)
        : null;
  }

  private Optional<Waiting> waiting(ReviewState reviewState) {
    return deadCommand()
        .or(this::unmatchedProof)
        .or(this::overdue)
        .or(this::unanswered)
        .or(() -> leftInSelect(reviewState));
  }

  private Optional<Waiting> deadCommand() {
    return review.commands().all().stream()
        .filter(IssuedCommand::dead)
        .findFirst()
        .map(issuedCommand ->
            new Waiting(
                WaitReason.DEAD_COMMAND,
                issuedCommand.at(),
                "the command '%s' failed%s: %s"
                    .formatted(
                        word(issuedCommand.kind()),
                        attempts(issuedCommand),
                        issuedCommand.reason()),
                nextStep(
                    issuedCommand,
                    "proofline stuck retry %1$s, or: proofline stuck discard %1$s"
                        .formatted(issuedCommand.commandId()))));
  }

  private static String attempts(IssuedCommand dead) {
    var tries = dead.tries();
    return tries == null || tries < 2 ? "" : " after %d attempts".formatted(tries);
  }

  /** The worker's next step comes before the commands, because the worker knows the cause. */
  private static String nextStep(IssuedCommand dead, String commands) {
    var step = dead.nextStep();
    return step == null || step.isBlank()
        ? commands
        : "%s. Then: %s".formatted(step.strip().replaceAll("[.]+$", ""), commands);
  }

  private Optional<Waiting> unmatchedProof() {
    return review.proofs().unmatched().stream()
        .filter(s -> s.read() != null && !s.read().gone())
        .findFirst()
        .map(s ->
            new Waiting(
                WaitReason.UNMATCHED,
                s.since(),
                "proof %s has the marker of this asset, but Proofline did not create it"
                    .formatted(s.proofId()),
                "proofline stuck link %s %s, or: proofline stuck release %1$s %2$s"
                    .formatted(s.proofId(), review.assetId())));
  }

  private Optional<Waiting> overdue() {
    return ReviewTimers.overdue(review, rules).stream()
        .findFirst()
        .map(late ->
            new Waiting(
                WaitReason.OVERDUE,
                late.since(),
                "the deadline of stage '%s' has passed".formatted(late.stage()),
                "Remind its reviewers; " + link()));
  }

  private String link() {
    return review
        .proofs()
        .newest()
        .map(Proof::state)
        .map(ProofState::link)
        .orElse("the proof is in Ziflow");
  }

  private Optional<Waiting> unanswered() {
    var latest = review.now().minus(ReviewTimers.UNANSWERED_AFTER);
    return review.commands().all().stream()
        .filter(a ->
            a.open() && a.kind() != RequiredCommand.CommandKind.TURN && !a.at().isAfter(latest))
        .findFirst()
        .map(a ->
            new Waiting(
                WaitReason.UNANSWERED,
                a.at(),
                "the command '%s' has no outcome yet".formatted(word(a.kind())),
                "Check the workers with: proofline health; commands to the "
                    + word(a.kind().targetSystem())
                    + " may be waiting"));
  }

  private Optional<Waiting> leftInSelect(ReviewState reviewState) {
    var asset = review.library().asset();
    return reviewState == ReviewState.NOT_PICKED && asset != null
        ? asset.galleries().stream()
            .filter(rules.select()::selects)
            .findFirst()
            .map(gallery ->
                new Waiting(
                    WaitReason.LEFT_IN_SELECT,
                    asset.readAt(),
                    "it was in '%s' before Proofline's first pass".formatted(gallery.path()),
                    RESTART.formatted(review.assetId())))
        : Optional.empty();
  }

  private Optional<IssuedCommand> dead(RequiredCommand.CommandKind commandKind) {
    return review.commands().all().stream()
        .filter(a -> a.dead() && a.kind() == commandKind)
        .findFirst();
  }

  private static ReviewSummary plain(ReviewState reviewState, @Nullable String reason) {
    return new ReviewSummary(reviewState, reason, null);
  }

  private static ReviewSummary stuck(
      WaitReason waitReason, Instant since, String reason, String nextStep) {
    return new ReviewSummary(
        ReviewState.STUCK, reason, new Waiting(waitReason, since, reason, nextStep));
  }

  private static ReviewState ofVerdict(Verdict verdict) {
    return switch (verdict) {
      case OPEN -> ReviewState.IN_REVIEW;
      case APPROVED -> ReviewState.APPROVED;
      case NEEDS_CHANGES -> ReviewState.NEEDS_CHANGES;
      case REJECTED -> ReviewState.REJECTED;
      case NOBODY_DECIDED -> ReviewState.NOBODY_DECIDED;
    };
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
