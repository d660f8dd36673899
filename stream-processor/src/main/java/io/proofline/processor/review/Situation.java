package io.proofline.processor.review;

import io.proofline.processor.review.Standing.State;
import io.proofline.processor.review.Standing.Waiting;
import io.proofline.processor.review.Standing.Waiting.Kind;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds where a review stands, and what of it waits for a person. */
record Situation(Review review, Rules rules, Usage usage) {

  private static final String START_ANEW = "proofline review start %s begins it anew";

  Standing waitingFor(Standing told) {
    return told.waiting() != null
        ? told
        : new Standing(told.state(), told.reason(), waiting(told.state()).orElse(null));
  }

  Standing state() {
    var asset = review.library().asset();
    if (asset != null && asset.presence() != Asset.Presence.THERE) {
      return asset.presence() == Asset.Presence.TRASHED
          ? plain(State.TRASHED, "it lies in the library's trash")
          : plain(State.GONE, "the library has it no longer");
    }
    if (review.picking().finalOf() != null) {
      return plain(State.FINAL, "the final of " + review.picking().finalOf());
    }
    if (review.desk().withdrawn()) {
      return plain(State.WITHDRAWN, "a person withdrew it");
    }
    if (review.desk().cancelled()) {
      return plain(State.CANCELLED, "a person cancelled its review");
    }
    return review.route() == null ? unrouted(asset) : routed(review.route());
  }

  private Standing unrouted(@Nullable Asset asset) {
    if (!review.picking().isSelected()) {
      return unpicked(asset);
    }
    if (asset != null) {
      return waits(
          Kind.NO_RULE,
          review.now(),
          "it was selected, and no rule and no otherwise is for it",
          "Add a rule or an 'otherwise', push the rules, and select it again");
    }
    return dead(Need.Kind.READ_ASSET)
        .map(ask ->
            waits(
                Kind.STUCK,
                ask.at(),
                "the library could not be asked for it: " + ask.reason(),
                "Look whether the id is right; proofline stuck retry " + ask.commandId()))
        .orElseGet(() -> plain(State.SELECTED, "the library is being asked for it"));
  }

  private Standing unpicked(@Nullable Asset asset) {
    var settled = Choosing.settledAt(review, rules);
    if (settled != null) {
      return plain(State.SETTLING, "a rule is for it; asked at " + settled + " unless edited");
    }
    if (asset != null && asset.details().ourMarker() != null) {
      return plain(State.NOT_PICKED, "it carries the marker of a file that was filed before");
    }
    var rule = asset == null ? Optional.<Rules.Rule>empty() : rules.matching(asset);
    return plain(
        State.NOT_PICKED,
        rule.map(r -> "it was there before '%s' was for it".formatted(r.name()))
            .orElse("nobody selected it, and no rule is for it"));
  }

  private Standing routed(Route route) {
    if (route.watch()) {
      return plain(State.WATCHED, "'%s' only watches".formatted(route.rule()));
    }
    if (review.desk().paused()) {
      return plain(State.PAUSED, "a person paused it; " + word(ofVerdict(usage.verdict())));
    }
    var newest = review.proofs().newest();
    if (review.proofs().ofVersion(review.library().file().version()).isEmpty()) {
      return opening();
    }
    return newest.flatMap(this::broken).orElseGet(this::judged);
  }

  private Standing opening() {
    var held = review.picking().heldSince();
    if (held != null) {
      return new Standing(
          State.HELD,
          "beyond the proofs of an hour",
          new Waiting(
              Kind.HELD, held, "beyond the proofs of an hour", "proofline stuck go-ahead [N]"));
    }
    var died =
        Stream.of(Need.Kind.CREATE_PROOF, Need.Kind.ENSURE_CONTAINER)
            .flatMap(kind -> dead(kind).stream())
            .findFirst();
    var again = review.proofs().againAt();
    return died.map(ask ->
            waits(
                Kind.STUCK,
                ask.at(),
                "its proof could not be made: " + ask.reason(),
                "proofline stuck retry " + ask.commandId() + ", or select it again"))
        .orElseGet(() ->
            plain(
                State.OPENING,
                again == null ? null : "Ziflow could not make it; tried again at " + again));
  }

  private Optional<Standing> broken(Proof proof) {
    if (proof.isGone() && usage.verdict() == Verdict.OPEN) {
      return Optional.of(
          waits(
              Kind.STUCK,
              proof.lookedAt(),
              "its proof was deleted in Ziflow",
              "Restore it in Ziflow's trash, or " + START_ANEW.formatted(review.assetId())));
    }
    if (proof.isFailed() && review.proofs().hasFailedTooOften()) {
      return Optional.of(
          waits(
              Kind.STUCK,
              proof.lookedAt(),
              "Ziflow could not make a proof of the file, %d times"
                  .formatted(review.proofs().failures() + 1),
              "Look at the file; then " + START_ANEW.formatted(review.assetId())));
    }
    return proof.isFailed()
        ? Optional.of(plain(State.OPENING, "Ziflow could not make a proof of it; tried again"))
        : Optional.empty();
  }

  private Standing judged() {
    var unfiled = usage.unfiled(review);
    if (unfiled.isPresent() && rules.approved().store() == Approved.Store.NONE) {
      return plain(
          State.SUPERSEDED,
          "version %d was approved in Ziflow, and the rules store none"
              .formatted(unfiled.get().version()));
    }
    return plain(ofVerdict(usage.verdict()), remark());
  }

  private @Nullable String remark() {
    var newest = review.proofs().newest().map(Proof::state);
    if (newest.filter(s -> s != null && s.archived()).isPresent()) {
      return "its proof is put away in Ziflow";
    }
    var file = usage.usable(review).filter(c -> c.proofId() != null);
    if (file.isPresent()) {
      return "filed as " + file.get().mediaId();
    }
    var troubles = Publishing.of(review, rules).troubles();
    return usage.verdict() == Verdict.APPROVED && !troubles.isEmpty()
        ? String.join("; ", troubles)
        : null;
  }

  private Optional<Waiting> waiting(State state) {
    return deadCommand()
        .or(this::stranger)
        .or(this::overdue)
        .or(this::unanswered)
        .or(() -> leftInSelect(state));
  }

  private Optional<Waiting> deadCommand() {
    return review.asks().all().stream()
        .filter(Ask::dead)
        .findFirst()
        .map(ask ->
            new Waiting(
                Kind.DEAD_COMMAND,
                ask.at(),
                "%s could not be done: %s".formatted(word(ask.kind()), ask.reason()),
                "proofline stuck retry %1$s, or stuck discard %1$s".formatted(ask.commandId())));
  }

  private Optional<Waiting> stranger() {
    return review.proofs().strangers().stream()
        .filter(s -> s.read() != null && !s.read().gone())
        .findFirst()
        .map(s ->
            new Waiting(
                Kind.UNMATCHED,
                s.since(),
                "proof %s says that it is of this asset, and nobody here made it"
                    .formatted(s.proofId()),
                "proofline stuck link %s %s, or stuck release %1$s %2$s"
                    .formatted(s.proofId(), review.assetId())));
  }

  private Optional<Waiting> overdue() {
    return Dues.overdue(review, rules).stream()
        .findFirst()
        .map(late ->
            new Waiting(
                Kind.OVERDUE,
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
    var latest = review.now().minus(Dues.PATIENCE);
    return review.asks().all().stream()
        .filter(a -> a.open() && a.kind() != Need.Kind.TURN && !a.at().isAfter(latest))
        .findFirst()
        .map(a ->
            new Waiting(
                Kind.UNANSWERED,
                a.at(),
                "%s has had no answer yet".formatted(word(a.kind())),
                "Look at the workers' health: " + word(a.kind().asked()) + " may be waiting"));
  }

  private Optional<Waiting> leftInSelect(State state) {
    var asset = review.library().asset();
    return state == State.NOT_PICKED && asset != null
        ? asset.galleries().stream()
            .filter(rules.select()::selects)
            .findFirst()
            .map(gallery ->
                new Waiting(
                    Kind.LEFT_IN_SELECT,
                    asset.readAt(),
                    "it lay in '%s' before Proofline first looked".formatted(gallery.path()),
                    START_ANEW.formatted(review.assetId()).replace("anew", "now")))
        : Optional.empty();
  }

  private Optional<Ask> dead(Need.Kind kind) {
    return review.asks().all().stream().filter(a -> a.dead() && a.kind() == kind).findFirst();
  }

  private static Standing plain(State state, @Nullable String reason) {
    return new Standing(state, reason, null);
  }

  private static Standing waits(Kind kind, Instant since, String reason, String nextStep) {
    return new Standing(State.STUCK, reason, new Waiting(kind, since, reason, nextStep));
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

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
