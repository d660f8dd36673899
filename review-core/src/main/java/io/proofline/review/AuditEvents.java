package io.proofline.review;

import io.proofline.policy.Asset;
import io.proofline.policy.Decision;
import io.proofline.policy.FieldMapping;
import io.proofline.policy.ProofState;
import io.proofline.policy.Route;
import io.proofline.policy.Rules;
import io.proofline.review.AuditEvent.EventKind;
import io.proofline.review.AuditPosition.RecordedDecision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The audit events of one fact. They are found by comparing the review before and after it, so that
 * nothing changes without an entry. Of an id that the library has not confirmed nothing is entered;
 * the entries follow with the first read that finds the asset.
 *
 * <p>Longer than 300 lines because it compares every part of a review.
 *
 * @param position the audit position, with the decisions recorded now
 */
public record AuditEvents(List<AuditEvent> all, AuditPosition position) {

  public AuditEvents {
    all = List.copyOf(all);
  }

  /** The events between two reviews; none if the asset was neither selected nor matched. */
  public static AuditEvents between(Review before, Fact fact, ReviewPlan reviewPlan, Rules rules) {
    var after = reviewPlan.review();
    boolean recorded =
        after.route() != null || after.pickState().isSelected() || after.overrides().withdrawn();
    if (!recorded || after.library().unread() != null) {
      return new AuditEvents(List.of(), after.auditPosition());
    }
    var unread = before.library().unread();
    var comparison =
        unread == null
            ? new Comparison(before, fact, after, rules)
            : new Comparison(Review.unseen(before.account(), before.assetId()), fact, after, rules);
    if (unread != null) {
      unread.forEach(each -> comparison.requested(each.request(), each.occurredAt()));
    }
    comparison.find();
    return new AuditEvents(comparison.found, comparison.auditPosition);
  }

  private static final class Comparison {

    private final Review before;
    private final Fact fact;
    private final Review after;
    private final Rules rules;
    private final List<AuditEvent> found = new ArrayList<>();
    private AuditPosition auditPosition;

    Comparison(Review before, Fact fact, Review after, Rules rules) {
      this.before = before;
      this.fact = fact;
      this.after = after;
      this.rules = rules;
      this.auditPosition = after.auditPosition();
    }

    void find() {
      events();
      selection();
      content();
      proofs();
      decisions();
      verdict();
      calls();
      unmatchedProofs();
    }

    private void add(AuditEvent auditEvent) {
      found.add(auditEvent);
    }

    /** Events of the fact itself; a repeated fact has none. */
    private void events() {
      if (before.recent().contains(fact.provenance().eventId())) {
        return;
      }
      switch (fact) {
        case Fact.Requested(var provenance, var request) ->
            requested(request, provenance.occurredAt());
        case Fact.ProofEventReceived(var provenance, var proofEvent) ->
            proofEvent(provenance, proofEvent);
        case Fact.AssetSeen _,
            Fact.OutcomeReceived _,
            Fact.TimerFired _,
            Fact.ProofPermitDecided _,
            Fact.CollectionReadinessChanged _ -> {}
        case Fact.FiledFrom _ -> {}
      }
    }

    private void requested(Fact.Request request, @Nullable Instant occurredAt) {
      add(
          AuditEvent.of(EventKind.REQUESTED, null, word(request.kind()))
              .withPerson(request.personId())
              .withOccurredAt(occurredAt)
              .with("proof", request.proofId())
              .with("note", request.noteId())
              .withCommand(request.commandId()));
    }

    private void proofEvent(Fact.Provenance provenance, Fact.ProofEvent proofEvent) {
      var proof = after.proofs().of(proofEvent.proofId());
      if (proof.isEmpty()) {
        return;
      }
      switch (proofEvent.detail()) {
        case Fact.Detail.Decided decided -> decided(provenance, proofEvent, proof.get(), decided);
        case Fact.Detail.Commented(var id, var reviewer, var action, var note) ->
            add(
                of(EventKind.COMMENT, proof.get(), null, action)
                    .withPerson(proofEvent.personId())
                    .withOccurredAt(provenance.occurredAt())
                    .with("comment", id)
                    .with("reviewer", reviewer)
                    .with("note", note));
        case Fact.Detail.Completed(var reviewer, var done) ->
            add(
                of(EventKind.REVIEW_COMPLETED, proof.get(), null, Boolean.toString(done))
                    .withPerson(proofEvent.personId())
                    .withOccurredAt(provenance.occurredAt())
                    .with("reviewer", reviewer));
        case Fact.Detail.NoDetail _ -> {}
      }
    }

    private void decided(
        Fact.Provenance provenance,
        Fact.ProofEvent proofEvent,
        Proof proof,
        Fact.Detail.Decided decided) {
      var recordedDecision =
          new RecordedDecision(
              proof.id(),
              decided.reviewerId(),
              decided.stageId(),
              decided.decision(),
              provenance.occurredAt());
      if (!auditPosition.isRecorded(recordedDecision)) {
        recordDecision(proof, recordedDecision, proofEvent.personId(), decided.reasons());
      }
    }

    private void recordDecision(
        Proof proof,
        RecordedDecision recordedDecision,
        @Nullable String person,
        List<String> reasons) {
      var former =
          auditPosition.latest(recordedDecision).map(RecordedDecision::decision).orElse(null);
      add(
          of(EventKind.DECISION, proof, former, recordedDecision.decision())
              .withPerson(person)
              .withOccurredAt(recordedDecision.at())
              .with("reviewer", recordedDecision.reviewerId())
              .with("stage", recordedDecision.stage())
              .with("reasons", reasons.isEmpty() ? null : String.join(", ", reasons)));
      auditPosition = auditPosition.with(recordedDecision);
    }

    private void selection() {
      if (after.pickState().selections() > before.pickState().selections()) {
        add(
            AuditEvent.of(
                EventKind.SELECTED, null, Integer.toString(after.pickState().selections())));
      }
      var route = after.route();
      var former = before.route();
      if (route != null && !route.equals(former)) {
        boolean same = former != null && former.rule().equals(route.rule());
        add(
            AuditEvent.of(
                    same ? EventKind.STAGES_REQUIRED : EventKind.ROUTED,
                    former == null ? null : former.rule(),
                    route.rule())
                .with("stages", String.join(", ", names(route)))
                .with("watch", route.watch() ? "true" : null));
      }
      if (before.pickState().heldSince() == null && after.pickState().heldSince() != null) {
        add(AuditEvent.of(EventKind.HELD, null, "beyond the proofs of an hour"));
      }
      if (before.pickState().heldSince() != null && after.pickState().heldSince() == null) {
        add(AuditEvent.of(EventKind.RELEASED, null, null));
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
            AuditEvent.of(
                    EventKind.CONTENT_CHANGED, hash(was.file().judged()), hash(is.file().judged()))
                .with("version", is.file().version()));
      }
      var now = is.asset() == null ? null : is.asset().presence();
      var then = was.asset() == null ? Asset.Presence.THERE : was.asset().presence();
      if (now != null && now != then) {
        add(
            AuditEvent.of(
                switch (now) {
                  case THERE -> EventKind.ASSET_RESTORED;
                  case TRASHED -> EventKind.ASSET_TRASHED;
                  case GONE -> EventKind.ASSET_GONE;
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
              of(
                      ours ? EventKind.PROOF_OPENED : EventKind.VERSION_UPLOADED,
                      proof,
                      null,
                      proof.id())
                  .withCommand(
                      answered(RequiredCommand.CommandKind.CREATE_PROOF)
                          .map(IssuedCommand::commandId)
                          .orElse(null)));
        } else {
          states(known.get(), proof);
        }
      }
      before.proofs().all().stream()
          .filter(p -> after.proofs().of(p.id()).isEmpty())
          .forEach(p ->
              add(
                  of(EventKind.PROOF_DELETED, p, p.id(), null)
                      .withCommand(
                          answered(RequiredCommand.CommandKind.DELETE_PROOF)
                              .map(IssuedCommand::commandId)
                              .orElse(null))));
    }

    private void states(Proof was, Proof is) {
      if (is.isGone() != was.isGone()) {
        add(of(is.isGone() ? EventKind.PROOF_GONE : EventKind.PROOF_RESTORED, is, null, null));
      }
      if (is.isFailed() && !was.isFailed()) {
        add(of(EventKind.PROOF_FAILED, is, null, null));
      }
    }

    /** Decisions without an event so far are taken from the state of the proof. */
    private void decisions() {
      for (var proof : after.proofs().all()) {
        var state = proof.state();
        var former = before.proofs().of(proof.id()).map(Proof::state).orElse(null);
        boolean current = isReadAfterAllEvents(proof);
        if (state != null && (current || !state.equals(former))) {
          for (var stageStatus : state.stages()) {
            for (var reviewerDecision : stageStatus.members()) {
              boolean unchanged = shows(former, stageStatus, reviewerDecision);
              read(proof, stageStatus, reviewerDecision, current, unchanged);
            }
          }
        }
      }
    }

    /** Each event requests a read, so a read is outdated if another was requested after it. */
    private boolean isReadAfterAllEvents(Proof proof) {
      return !proof.isGone()
          && fact instanceof Fact.OutcomeReceived(_, var outcome)
          && outcome.result() instanceof Fact.Result.ProofRead
          && before
              .proofs()
              .of(proof.id())
              .map(Proof::requiredRead)
              .filter(read -> isOpen(outcome.commandId(), read))
              .isPresent();
    }

    private boolean isOpen(String commandId, RequiredCommand.ReadProof readProof) {
      return before
          .commands()
          .byCommandId(commandId)
          .filter(c -> c.open() && c.isFor(readProof) && c.target().equals(readProof.target()))
          .isPresent();
    }

    private static boolean shows(
        @Nullable ProofState former,
        ProofState.StageStatus stageStatus,
        ProofState.ReviewerDecision reviewerDecision) {
      return former != null
          && former.stages().stream()
              .filter(s -> Objects.equals(s.id(), stageStatus.id()))
              .anyMatch(s -> s.members().contains(reviewerDecision));
    }

    private void read(
        Proof proof,
        ProofState.StageStatus stageStatus,
        ProofState.ReviewerDecision reviewerDecision,
        boolean current,
        boolean unchanged) {
      var recordedDecision =
          new RecordedDecision(
              proof.id(),
              reviewerDecision.reviewerId(),
              stageStatus.id(),
              Decision.of(reviewerDecision.decision())
                  .map(Decision::word)
                  .orElse(AuditPosition.PENDING),
              reviewerDecision.decidedAt());
      if (!auditPosition.covers(recordedDecision, current, unchanged)) {
        recordDecision(
            proof, recordedDecision, reviewerDecision.personId(), reviewerDecision.reasons());
      }
    }

    private void verdict() {
      var was = EffectiveVerdict.of(before, rules);
      var is = EffectiveVerdict.of(after, rules);
      var proof = is.proof();
      if (was.verdict() != is.verdict() && proof != null) {
        add(of(EventKind.VERDICT, proof, word(was.verdict()), word(is.verdict())));
      }
    }

    private void calls() {
      if (!(fact instanceof Fact.OutcomeReceived(_, var outcome))) {
        return;
      }
      var ask = before.commands().byCommandId(outcome.commandId()).filter(IssuedCommand::open);
      if (ask.isEmpty()) {
        return;
      }
      if (outcome.status() == Fact.OutcomeStatus.DEAD) {
        add(
            AuditEvent.of(EventKind.CALL_DIED, null, word(ask.get().kind()))
                .withOccurredAt(outcome.endedAt())
                .withCommand(outcome.commandId()));
      }
      result(outcome);
    }

    private void result(Fact.Outcome outcome) {
      var auditEvent =
          switch (outcome.result()) {
            case Fact.Result.FieldsWritten(var media, var texts) ->
                AuditEvent.of(
                        EventKind.STATUS_WRITTEN,
                        before.library().status(),
                        texts.getOrDefault(FieldMapping.STATUS_FIELD, texts.toString()))
                    .with("media", media);
            case Fact.Result.MembershipKnown membershipKnown ->
                membership(outcome, membershipKnown);
            case Fact.Result.FinalFiled(var media) -> AuditEvent.of(EventKind.FILED, null, media);
            case Fact.Result.StagesUpdated(var state) ->
                AuditEvent.of(
                    EventKind.STAGES_ADDED,
                    null,
                    String.join(
                        ", ", state.stages().stream().map(ProofState.StageStatus::name).toList()));
            case Fact.Result.ProofCreated _,
                Fact.Result.ProofRead _,
                Fact.Result.AssetRead _,
                Fact.Result.ContainerReady _,
                Fact.Result.FingerprintTaken _,
                Fact.Result.Nothing _ ->
                null;
          };
      if (auditEvent != null) {
        add(auditEvent.withOccurredAt(outcome.endedAt()).withCommand(outcome.commandId()));
      }
    }

    private @Nullable AuditEvent membership(
        Fact.Outcome outcome, Fact.Result.MembershipKnown membershipKnown) {
      if (membershipKnown.missing()) {
        return null;
      }
      var eventKind = membershipKnown.inside() ? EventKind.PUBLISHED : EventKind.TAKEN_OUT;
      return AuditEvent.of(eventKind, null, null)
          .with("media", membershipKnown.mediaId())
          .with("gallery", membershipKnown.galleryId())
          .with("path", before.pathOf(membershipKnown.galleryId()).orElse(null))
          .withOccurredAt(outcome.endedAt());
    }

    private void unmatchedProofs() {
      after.proofs().unmatched().stream()
          .filter(s ->
              before.proofs().unmatched().stream().noneMatch(b -> b.proofId().equals(s.proofId())))
          .forEach(s -> add(AuditEvent.of(EventKind.UNMATCHED_PROOF, null, s.proofId())));
    }

    private Optional<IssuedCommand> answered(RequiredCommand.CommandKind commandKind) {
      return fact instanceof Fact.OutcomeReceived(_, var outcome)
          ? before.commands().byCommandId(outcome.commandId()).filter(a -> a.kind() == commandKind)
          : Optional.empty();
    }

    private static AuditEvent of(
        EventKind eventKind, Proof proof, @Nullable String was, @Nullable String is) {
      return AuditEvent.of(eventKind, was, is)
          .with("proof", proof.id())
          .with("version", proof.version())
          .with("sha256", hash(proof.file()));
    }

    private static @Nullable String hash(@Nullable ReviewedFile file) {
      return file == null ? null : file.sha256();
    }

    private static String word(Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT);
    }
  }
}
