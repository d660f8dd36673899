package io.proofline.processor.review;

import io.proofline.processor.review.Happening.Kind;
import io.proofline.processor.review.Trail.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a fact made happen, each thing once: read off the review before and after it, so that
 * nothing changes without an entry.
 *
 * <p>Long, since it holds each part of a review against what it was before.
 *
 * @param trail with the decisions that are on record now
 */
public record Happenings(List<Happening> all, Trail trail) {

  public Happenings {
    all = List.copyOf(all);
  }

  /** What happened between two reviews. Of an asset that nobody picked nothing is on record. */
  public static Happenings between(Review before, Fact fact, Plan plan, Rules rules) {
    var after = plan.review();
    boolean recorded =
        after.route() != null || after.picking().isSelected() || after.desk().withdrawn();
    if (!recorded) {
      return new Happenings(List.of(), after.trail());
    }
    var finder = new Finder(before, fact, after, rules);
    finder.find();
    return new Happenings(finder.found, finder.trail);
  }

  private static final class Finder {

    private final Review before;
    private final Fact fact;
    private final Review after;
    private final Rules rules;
    private final List<Happening> found = new ArrayList<>();
    private Trail trail;

    Finder(Review before, Fact fact, Review after, Rules rules) {
      this.before = before;
      this.fact = fact;
      this.after = after;
      this.rules = rules;
      this.trail = after.trail();
    }

    void find() {
      said();
      picked();
      content();
      proofs();
      decisions();
      verdict();
      calls();
      strangers();
    }

    private void add(Happening happening) {
      found.add(happening);
    }

    /** A repetition says nothing anew. */
    private void said() {
      if (before.recent().contains(fact.stamp().eventId())) {
        return;
      }
      switch (fact) {
        case Fact.Requested(_, var request) ->
            add(
                Happening.of(Kind.REQUESTED, null, word(request.wish()))
                    .by(request.personId())
                    .at(fact.stamp().occurredAt())
                    .with("proof", request.proofId())
                    .through(request.commandId()));
        case Fact.Hinted(var stamp, var hint) -> hinted(stamp, hint);
        case Fact.Seen _, Fact.Answered _, Fact.Ticked _, Fact.Turned _, Fact.Flipped _ -> {}
        case Fact.FiledFrom _ -> {}
      }
    }

    private void hinted(Fact.Stamp stamp, Fact.Hint hint) {
      var proof = after.proofs().of(hint.proofId());
      if (proof.isEmpty()) {
        return;
      }
      switch (hint.detail()) {
        case Fact.Detail.Decided decided -> decided(stamp, hint, proof.get(), decided);
        case Fact.Detail.Commented(var id, var reviewer, var action, var note) ->
            add(
                of(Kind.COMMENT, proof.get(), null, action)
                    .by(hint.personId())
                    .at(stamp.occurredAt())
                    .with("comment", id)
                    .with("reviewer", reviewer)
                    .with("note", note));
        case Fact.Detail.Completed(var reviewer, var done) ->
            add(
                of(Kind.REVIEW_COMPLETED, proof.get(), null, Boolean.toString(done))
                    .by(hint.personId())
                    .at(stamp.occurredAt())
                    .with("reviewer", reviewer));
        case Fact.Detail.Plain _ -> {}
      }
    }

    private void decided(
        Fact.Stamp stamp, Fact.Hint hint, Proof proof, Fact.Detail.Decided decided) {
      var judgement =
          new Judgement(
              proof.id(),
              decided.reviewerId(),
              decided.stageId(),
              decided.decision(),
              stamp.occurredAt());
      if (!trail.knows(judgement)) {
        judged(proof, judgement, hint.personId(), decided.reasons());
      }
    }

    private void judged(
        Proof proof, Judgement judgement, @Nullable String person, List<String> reasons) {
      var former = trail.latest(judgement).map(Judgement::decision).orElse(null);
      add(
          of(Kind.DECISION, proof, former, judgement.decision())
              .by(person)
              .at(judgement.at())
              .with("reviewer", judgement.reviewerId())
              .with("stage", judgement.stage())
              .with("reasons", reasons.isEmpty() ? null : String.join(", ", reasons)));
      trail = trail.with(judgement);
    }

    private void picked() {
      if (after.picking().wishes() > before.picking().wishes()) {
        add(Happening.of(Kind.SELECTED, null, Integer.toString(after.picking().wishes())));
      }
      var route = after.route();
      var former = before.route();
      if (route != null && !route.equals(former)) {
        boolean same = former != null && former.rule().equals(route.rule());
        add(
            Happening.of(
                    same ? Kind.STAGES_REQUIRED : Kind.ROUTED,
                    former == null ? null : former.rule(),
                    route.rule())
                .with("stages", String.join(", ", names(route)))
                .with("watch", route.watch() ? "true" : null));
      }
      if (before.picking().heldSince() == null && after.picking().heldSince() != null) {
        add(Happening.of(Kind.HELD, null, "beyond the proofs of an hour"));
      }
      if (before.picking().heldSince() != null && after.picking().heldSince() == null) {
        add(Happening.of(Kind.RELEASED, null, null));
      }
    }

    private static List<String> names(Route route) {
      return route.stages().stream().map(Route.Stage::name).toList();
    }

    private void content() {
      var was = before.library();
      var is = after.library();
      if (is.file().version() != was.file().version()) {
        add(
            Happening.of(Kind.CONTENT_CHANGED, hash(was.file().judged()), hash(is.file().judged()))
                .with("version", is.file().version()));
      }
      var now = is.asset() == null ? null : is.asset().presence();
      var then = was.asset() == null ? Asset.Presence.THERE : was.asset().presence();
      if (now != null && now != then) {
        add(
            Happening.of(
                switch (now) {
                  case THERE -> Kind.ASSET_RESTORED;
                  case TRASHED -> Kind.ASSET_TRASHED;
                  case GONE -> Kind.ASSET_GONE;
                },
                word(then),
                word(now)));
      }
    }

    private void proofs() {
      for (var proof : after.proofs().all()) {
        var known = before.proofs().of(proof.id());
        if (known.isEmpty()) {
          boolean ours = proof.origin() == Proof.Origin.LIBRARY;
          add(
              of(ours ? Kind.PROOF_OPENED : Kind.VERSION_UPLOADED, proof, null, proof.id())
                  .through(answered(Need.Kind.CREATE_PROOF).map(Ask::commandId).orElse(null)));
        } else {
          states(known.get(), proof);
        }
      }
      before.proofs().all().stream()
          .filter(p -> after.proofs().of(p.id()).isEmpty())
          .forEach(p ->
              add(
                  of(Kind.PROOF_DELETED, p, p.id(), null)
                      .through(answered(Need.Kind.DELETE_PROOF).map(Ask::commandId).orElse(null))));
    }

    private void states(Proof was, Proof is) {
      if (is.isGone() != was.isGone()) {
        add(of(is.isGone() ? Kind.PROOF_GONE : Kind.PROOF_RESTORED, is, null, null));
      }
      if (is.isFailed() && !was.isFailed()) {
        add(of(Kind.PROOF_FAILED, is, null, null));
      }
    }

    /** Decisions whose event did not come, or not yet, are read off the proof. */
    private void decisions() {
      for (var proof : after.proofs().all()) {
        var state = proof.state();
        if (state != null
            && !state.equals(before.proofs().of(proof.id()).map(Proof::state).orElse(null))) {
          state
              .stages()
              .forEach(stage -> stage.members().forEach(member -> read(proof, stage, member)));
        }
      }
    }

    private void read(Proof proof, ProofState.Stage stage, ProofState.Member member) {
      var decision = Decision.of(member.decision()).map(Decision::word).orElse("pending");
      var judgement =
          new Judgement(proof.id(), member.reviewerId(), stage.id(), decision, member.decidedAt());
      var latest = trail.latest(judgement);
      boolean known =
          latest.map(l -> l.isSameAs(judgement)).orElse(decision.equals("pending"))
              || (judgement.at() != null && trail.knows(judgement));
      if (!known) {
        judged(proof, judgement, member.personId(), member.reasons());
      }
    }

    private void verdict() {
      var was = Usage.of(before, rules);
      var is = Usage.of(after, rules);
      var proof = is.proof();
      if (was.verdict() != is.verdict() && proof != null) {
        add(of(Kind.VERDICT, proof, word(was.verdict()), word(is.verdict())));
      }
    }

    private void calls() {
      if (!(fact instanceof Fact.Answered(_, var answer))) {
        return;
      }
      var ask = before.asks().named(answer.commandId()).filter(Ask::open);
      if (ask.isEmpty()) {
        return;
      }
      if (answer.ending() == Fact.Ending.DEAD) {
        add(
            Happening.of(Kind.CALL_DIED, null, word(ask.get().kind()))
                .at(answer.endedAt())
                .through(answer.commandId()));
      }
      result(answer);
    }

    private void result(Fact.Answer answer) {
      var happening =
          switch (answer.result()) {
            case Fact.Result.FieldsStand(var media, var texts) ->
                Happening.of(
                        Kind.STATUS_WRITTEN,
                        before.library().status(),
                        texts.getOrDefault(Write.STATUS, texts.toString()))
                    .with("media", media);
            case Fact.Result.Lies lies -> lies(answer, lies);
            case Fact.Result.Filed(var media) -> Happening.of(Kind.FILED, null, media);
            case Fact.Result.StagesStand(var state) ->
                Happening.of(
                    Kind.STAGES_ADDED,
                    null,
                    String.join(
                        ", ", state.stages().stream().map(ProofState.Stage::name).toList()));
            case Fact.Result.ProofMade _,
                Fact.Result.ProofRead _,
                Fact.Result.AssetRead _,
                Fact.Result.ContainerStands _,
                Fact.Result.Fingerprinted _,
                Fact.Result.Nothing _ ->
                null;
          };
      if (happening != null) {
        add(happening.at(answer.endedAt()).through(answer.commandId()));
      }
    }

    private @Nullable Happening lies(Fact.Answer answer, Fact.Result.Lies lies) {
      if (lies.missing()) {
        return null;
      }
      var kind = lies.inside() ? Kind.PUBLISHED : Kind.TAKEN_OUT;
      return Happening.of(kind, null, null)
          .with("media", lies.mediaId())
          .with("gallery", lies.galleryId())
          .with("path", before.pathOf(lies.galleryId()).orElse(null))
          .at(answer.endedAt());
    }

    private void strangers() {
      after.proofs().strangers().stream()
          .filter(s ->
              before.proofs().strangers().stream().noneMatch(b -> b.proofId().equals(s.proofId())))
          .forEach(s -> add(Happening.of(Kind.UNMATCHED_PROOF, null, s.proofId())));
    }

    private Optional<Ask> answered(Need.Kind kind) {
      return fact instanceof Fact.Answered(_, var answer)
          ? before.asks().named(answer.commandId()).filter(a -> a.kind() == kind)
          : Optional.empty();
    }

    private static Happening of(Kind kind, Proof proof, @Nullable String was, @Nullable String is) {
      return Happening.of(kind, was, is)
          .with("proof", proof.id())
          .with("version", proof.version())
          .with("sha256", hash(proof.file()));
    }

    private static @Nullable String hash(@Nullable Judged file) {
      return file == null ? null : file.sha256();
    }

    private static String word(Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT);
    }
  }
}
