package io.proofline.sandbox.ziflow.review;

import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ZiflowApiException;
import io.proofline.sandbox.ziflow.account.ZiflowChange;
import io.proofline.sandbox.ziflow.account.ZiflowChange.ProofStored;
import io.proofline.sandbox.ziflow.account.ZiflowSettings;
import io.proofline.sandbox.ziflow.model.Contact;
import io.proofline.sandbox.ziflow.model.Decision;
import io.proofline.sandbox.ziflow.model.Proof;
import io.proofline.sandbox.ziflow.model.Stage;
import io.proofline.sandbox.ziflow.notification.MailNotifier;
import io.proofline.sandbox.ziflow.notification.ProofEventFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lifecycle of a proof: file processing, start of stages, deadlines, verdict. */
final class ProofLifecycle {
  private final AccountStore account;
  private final ZiflowSettings settings;
  private final ProofEventFactory proofEventFactory;
  private final MailNotifier mailNotifier;

  ProofLifecycle(
      AccountStore account,
      ZiflowSettings settings,
      ProofEventFactory proofEventFactory,
      MailNotifier mailNotifier) {
    this.account = account;
    this.settings = settings;
    this.proofEventFactory = proofEventFactory;
    this.mailNotifier = mailNotifier;
  }

  /** Marks the proof ready after all files were fetched and accepted; the review begins. */
  void markReady(String proofId, List<Proof.Source> files) {
    synchronized (account) {
      var ready = account.proof(proofId).withState(Proof.State.READY, files);
      var owner = owner(ready);
      var changes = new ArrayList<>(changesAfter(account.proof(proofId), ready, owner));
      changes.addAll(1, proofEventFactory.create("processed", "processed", ready, owner));
      account.commit(changes);
    }
  }

  /**
   * Marks the proof failed because a file could not be fetched or was not accepted; final for this
   * version.
   */
  void markFailed(String proofId) {
    synchronized (account) {
      var proof = account.proof(proofId);
      var failed = proof.withState(Proof.State.FAILED, proof.sources());
      var changes =
          new ArrayList<>(proofEventFactory.create("processed", "failed", failed, owner(failed)));
      changes.addFirst(new ProofStored(failed));
      account.commit(changes);
    }
  }

  /** Handles passed deadlines of running stages: sends events, locks and starts stages. */
  void handlePassedDeadlines(String proofId) {
    synchronized (account) {
      var was = account.proof(proofId);
      var late = was.stages().stream().filter(stage -> stage.isLate(account.now())).toList();
      var is = was;
      for (var stage : late) {
        is =
            is.withStage(
                stage.id(), each -> each.copyWith(draft -> draft.passedAt = account.now()));
      }
      var changes = new ArrayList<>(changesAfter(was, is, owner(was)));
      late.stream()
          .filter(stage -> stage.verdict().isEmpty())
          .forEach(_ -> changes.addAll(deadlineEvents(was)));
      account.commit(changes);
    }
  }

  /** The sources show no detail for this event, so it names no stage. */
  private List<ZiflowChange> deadlineEvents(Proof proof) {
    var type = "stage_deadline_passed";
    return proofEventFactory.create(type, type, proof, owner(proof));
  }

  /** The changes that follow from a change to a proof's stages, with the proof's new state. */
  List<ZiflowChange> changesAfter(Proof was, Proof is, Contact actor) {
    return changesAfter(was, is, actor, "");
  }

  /**
   * @param byHand the id of the stage that a person starts
   */
  List<ZiflowChange> changesAfter(Proof was, Proof is, Contact actor, String byHand) {
    if (is.state() != Proof.State.READY) {
      return List.of(new ProofStored(is));
    }
    var moved = new StageTransitions(id -> findOlderStage(is, id), account.now()).advance(was, is);
    var changes = new ArrayList<>(verdictChanges(was, moved, actor));
    for (var stage : moved.stages()) {
      var before = was.stage(stage.id());
      if (stage.started() && before.filter(Stage::started).isEmpty()) {
        var type = stage.id().equals(byHand) ? "manual" : "automated";
        changes.addAll(startEvent(moved, stage, actor, type));
      }
      changes.addAll(lockEvents(before.map(Stage::locked).orElse(false), is, moved, stage, actor));
    }
    return changes;
  }

  /** The event of a changed verdict, if it changed. */
  private List<ZiflowChange> verdictChanges(Proof was, Proof is, Contact actor) {
    var verdict = is.verdict();
    if (was.verdict().equals(verdict)) {
      return List.of(new ProofStored(is));
    }
    var dated = is.withDecisionDate(verdict.isPresent() ? account.now() : null);
    var settled = verdict.isPresent() && is.lockOnDecisions() ? dated.withLocked(true) : dated;
    var status = verdict.orElse(Decision.PENDING);
    var detail =
        Json.object(
            "status_event",
            Json.object("status", status.label(), "decision_status_label", status.displayName()));
    var changes = new ArrayList<ZiflowChange>();
    changes.add(new ProofStored(settled));
    changes.addAll(proofEventFactory.create("status_change", "status", settled, actor, detail));
    verdict.ifPresent(each -> changes.addAll(mailNotifier.mailsForVerdict(settled, actor, each)));
    return changes;
  }

  private Optional<Stage> findOlderStage(Proof proof, String stageId) {
    return account.versions(proof.setId()).stream()
        .flatMap(each -> each.stage(stageId).stream())
        .findFirst();
  }

  private List<ZiflowChange> lockEvents(
      boolean wasLocked, Proof is, Proof moved, Stage stage, Contact actor) {
    if (stage.locked() == wasLocked) {
      return List.of();
    }
    var byHand = is.stage(stage.id()).filter(each -> each.locked() == stage.locked()).isPresent();
    var type =
        stage.locked() ? byHand ? "locked_manually" : "locked_automatically" : "unlocked_manually";
    var detail =
        Json.object("stage_locked_event", Json.object("stage_id", stage.id(), "type", type));
    return proofEventFactory.create("stage_locked", "stage_locked", moved, actor, detail);
  }

  /** The event of a started stage, and the invitations of its members. */
  private List<ZiflowChange> startEvent(Proof proof, Stage stage, Contact actor, String type) {
    var detail =
        Json.object("stage_started_event", Json.object("stage_id", stage.id(), "type", type));
    var changes =
        new ArrayList<>(
            proofEventFactory.create("stage_started", "stage_started", proof, actor, detail));
    changes.addAll(mailNotifier.mailsForStageStart(proof, stage));
    return changes;
  }

  Contact owner(Proof proof) {
    return account.contact(proof.ownerId()).orElseThrow();
  }

  /** The proof; refuses the call if it is locked. */
  Proof unlockedProof(String proofId) {
    var proof = account.proof(proofId);
    if (proof.locked()) {
      throw new ZiflowApiException(settings.refusal(), "This proof is locked");
    }
    return proof;
  }

  /** Refuses the call if the stage is locked. */
  void requireUnlocked(Stage stage) {
    if (stage.locked()) {
      throw new ZiflowApiException(settings.refusal(), "This stage is locked");
    }
  }
}
