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

/** Finds where a review stands, and what of it waits for a person. */
record ReviewSummarizer(Review review, Rules rules, EffectiveVerdict verdict) {

  private static final String START_ANEW = "proofline review start %s begins it anew";

  static ReviewSummary of(Review review, Rules rules, EffectiveVerdict effectiveVerdict) {
    var reviewSummarizer = new ReviewSummarizer(review, rules, effectiveVerdict);
    return reviewSummarizer.withWaiting(reviewSummarizer.summarize());
  }

  ReviewSummary withWaiting(ReviewSummary told) {
    return told.waiting() != null
        ? told
        : new ReviewSummary(told.state(), told.reason(), waiting(told.state()).orElse(null));
  }

  ReviewSummary summarize() {
    var asset = review.library().asset();
    if (asset != null && asset.presence() != Asset.Presence.THERE) {
      return asset.presence() == Asset.Presence.TRASHED
          ? plain(ReviewState.TRASHED, "it lies in the library's trash")
          : plain(ReviewState.GONE, "the library has it no longer");
    }
    if (review.picking().finalOf() != null) {
      return plain(ReviewState.FINAL, "the final of " + review.picking().finalOf());
    }
    if (review.desk().withdrawn()) {
      return plain(ReviewState.WITHDRAWN, "a person withdrew it");
    }
    if (review.desk().cancelled()) {
      return plain(ReviewState.CANCELLED, "a person cancelled its review");
    }
    return review.route() == null ? unrouted(asset) : routed(review.route());
  }

  private ReviewSummary unrouted(@Nullable Asset asset) {
    if (!review.picking().isSelected()) {
      return unpicked(asset);
    }
    if (asset != null) {
      return stuck(
          WaitReason.NO_RULE,
          review.now(),
          "it was selected, and no rule and no otherwise is for it",
          "Add a rule or an 'otherwise', push the rules, and select it again");
    }
    return dead(RequiredCommand.CommandKind.READ_ASSET)
        .map(issuedCommand ->
            stuck(
                WaitReason.STUCK,
                issuedCommand.at(),
                "the library could not be asked for it: " + issuedCommand.reason(),
                "Look whether the id is right; proofline stuck retry " + issuedCommand.commandId()))
        .orElseGet(() -> plain(ReviewState.SELECTED, "the library is being asked for it"));
  }

  private ReviewSummary unpicked(@Nullable Asset asset) {
    var settled = RouteSelector.quietPeriodEndsAt(review, rules);
    if (settled != null) {
      return plain(
          ReviewState.SETTLING, "a rule is for it; asked at " + settled + " unless edited");
    }
    if (asset != null && asset.details().ourMarker() != null) {
      return plain(ReviewState.NOT_PICKED, "it carries the marker of a file that was filed before");
    }
    var rule = asset == null ? Optional.<Rules.Rule>empty() : rules.firstMatch(asset);
    return plain(
        ReviewState.NOT_PICKED,
        rule.map(r -> "it was there before '%s' was for it".formatted(r.name()))
            .orElse("nobody selected it, and no rule is for it"));
  }

  private ReviewSummary routed(Route route) {
    if (route.watch()) {
      return plain(ReviewState.WATCHED, "'%s' only watches".formatted(route.rule()));
    }
    if (review.desk().paused()) {
      return plain(ReviewState.PAUSED, "a person paused it; " + word(ofVerdict(verdict.verdict())));
    }
    var newest = review.proofs().newest();
    if (review.proofs().ofVersion(review.library().file().version()).isEmpty()) {
      return opening();
    }
    return newest.flatMap(this::proofProblem).orElseGet(this::byVerdict);
  }

  private ReviewSummary opening() {
    var held = review.picking().heldSince();
    if (held != null) {
      return new ReviewSummary(
          ReviewState.HELD,
          "beyond the proofs of an hour",
          new Waiting(
              WaitReason.HELD,
              held,
              "beyond the proofs of an hour",
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
                "its proof could not be made: " + issuedCommand.reason(),
                "proofline stuck retry " + issuedCommand.commandId() + ", or select it again"))
        .orElseGet(() ->
            plain(
                ReviewState.OPENING,
                again == null ? null : "Ziflow could not make it; tried again at " + again));
  }

  private Optional<ReviewSummary> proofProblem(Proof proof) {
    if (proof.isGone() && verdict.verdict() == Verdict.OPEN) {
      return Optional.of(
          stuck(
              WaitReason.STUCK,
              proof.lookedAt(),
              "its proof was deleted in Ziflow",
              "Restore it in Ziflow's trash, or " + START_ANEW.formatted(review.assetId())));
    }
    if (proof.isFailed() && review.proofs().hasFailedTooOften()) {
      return Optional.of(
          stuck(
              WaitReason.STUCK,
              proof.lookedAt(),
              "Ziflow could not make a proof of the file, %d times"
                  .formatted(review.proofs().failures() + 1),
              "Look at the file; then " + START_ANEW.formatted(review.assetId())));
    }
    return proof.isFailed()
        ? Optional.of(
            plain(ReviewState.OPENING, "Ziflow could not make a proof of it; tried again"))
        : Optional.empty();
  }

  private ReviewSummary byVerdict() {
    var unfiled = verdict.unfiledProof(review);
    if (unfiled.isPresent() && rules.onApproval().store() == OnApproval.Store.NONE) {
      return plain(
          ReviewState.SUPERSEDED,
          "version %d was approved in Ziflow, and the rules store none"
              .formatted(unfiled.get().version()));
    }
    return plain(ofVerdict(verdict.verdict()), remark());
  }

  private @Nullable String remark() {
    var newest = review.proofs().newest().map(Proof::state);
    if (newest.filter(s -> s != null && s.archived()).isPresent()) {
      return "its proof is put away in Ziflow";
    }
    var file = verdict.approvedFile(review).filter(c -> c.proofId() != null);
    if (file.isPresent()) {
      return "filed as " + file.get().mediaId();
    }
    var troubles = PublicationTargets.of(review, rules).problems();
    return verdict.verdict() == Verdict.APPROVED && !troubles.isEmpty()
        ? String.join("; ", troubles)
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
    return review.asks().all().stream()
        .filter(IssuedCommand::dead)
        .findFirst()
        .map(issuedCommand ->
            new Waiting(
                WaitReason.DEAD_COMMAND,
                issuedCommand.at(),
                "%s could not be done: %s"
                    .formatted(word(issuedCommand.kind()), issuedCommand.reason()),
                "proofline stuck retry %1$s, or stuck discard %1$s"
                    .formatted(issuedCommand.commandId())));
  }

  private Optional<Waiting> unmatchedProof() {
    return review.proofs().strangers().stream()
        .filter(s -> s.read() != null && !s.read().gone())
        .findFirst()
        .map(s ->
            new Waiting(
                WaitReason.UNMATCHED,
                s.since(),
                "proof %s says that it is of this asset, and nobody here made it"
                    .formatted(s.proofId()),
                "proofline stuck link %s %s, or stuck release %1$s %2$s"
                    .formatted(s.proofId(), review.assetId())));
  }

  private Optional<Waiting> overdue() {
    return ReviewTimers.overdue(review, rules).stream()
        .findFirst()
        .map(late ->
            new Waiting(
                WaitReason.OVERDUE,
                late.since(),
                "stage '%s' should have been decided".formatted(late.stage()),
                "Ask its reviewers; " + link()));
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
    return review.asks().all().stream()
        .filter(a ->
            a.open() && a.kind() != RequiredCommand.CommandKind.TURN && !a.at().isAfter(latest))
        .findFirst()
        .map(a ->
            new Waiting(
                WaitReason.UNANSWERED,
                a.at(),
                "%s has had no answer yet".formatted(word(a.kind())),
                "Look at the workers' health: "
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
                    "it lay in '%s' before Proofline first looked".formatted(gallery.path()),
                    START_ANEW.formatted(review.assetId()).replace("anew", "now")))
        : Optional.empty();
  }

  private Optional<IssuedCommand> dead(RequiredCommand.CommandKind commandKind) {
    return review.asks().all().stream()
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
