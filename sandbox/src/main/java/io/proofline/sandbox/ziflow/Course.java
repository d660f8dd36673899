package io.proofline.sandbox.ziflow;

import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.ZiflowChange.ProofStored;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a proof runs: its file comes, its stages start, its verdict settles. */
final class Course {
  private final Desk desk;
  private final ZiflowSettings settings;
  private final Events events;
  private final Mails mails;

  Course(Desk desk, ZiflowSettings settings, Events events, Mails mails) {
    this.desk = desk;
    this.settings = settings;
    this.events = events;
    this.mails = mails;
  }

  /** All files came and are what they should be: the review begins. */
  void processed(String proofId, List<Proof.Source> files) {
    synchronized (desk) {
      var ready = desk.proof(proofId).in(Proof.State.READY, files);
      var owner = owner(ready);
      var changes = new ArrayList<>(settled(desk.proof(proofId), ready, owner));
      changes.addAll(1, events.of("processed", "processed", ready, owner));
      desk.change(changes);
    }
  }

  /** A file did not come or is not what it should be; final for this version. */
  void failed(String proofId) {
    synchronized (desk) {
      var proof = desk.proof(proofId);
      var failed = proof.in(Proof.State.FAILED, proof.sources());
      var changes = new ArrayList<>(events.of("processed", "failed", failed, owner(failed)));
      changes.addFirst(new ProofStored(failed));
      desk.change(changes);
    }
  }

  /** The deadlines of stages that run have passed: people are told, stages lock or start. */
  void deadlinePassed(String proofId) {
    synchronized (desk) {
      var was = desk.proof(proofId);
      var late = was.stages().stream().filter(stage -> stage.isLate(desk.now())).toList();
      var is = was;
      for (var stage : late) {
        is = is.withStage(stage.id(), each -> each.edit(draft -> draft.passedAt = desk.now()));
      }
      var changes = new ArrayList<>(settled(was, is, owner(was)));
      late.stream()
          .filter(stage -> stage.verdict().isEmpty())
          .forEach(_ -> changes.addAll(passed(was)));
      desk.change(changes);
    }
  }

  /** The sources show no detail for this event, so it names no stage. */
  private List<ZiflowChange> passed(Proof proof) {
    var type = "stage_deadline_passed";
    return events.of(type, type, proof, owner(proof));
  }

  /** The proof as it stands after a change to its stages, with all that follows from it. */
  List<ZiflowChange> settled(Proof was, Proof is, Contact actor) {
    return settled(was, is, actor, "");
  }

  /**
   * @param byHand the stage that somebody starts
   */
  List<ZiflowChange> settled(Proof was, Proof is, Contact actor, String byHand) {
    if (is.state() != Proof.State.READY) {
      return List.of(new ProofStored(is));
    }
    var moved = new StageFlow(id -> older(is, id), desk.now()).moved(was, is);
    var changes = new ArrayList<>(judged(was, moved, actor));
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

  /** The event that the verdict moved, if it did. */
  private List<ZiflowChange> judged(Proof was, Proof is, Contact actor) {
    var verdict = is.verdict();
    if (was.verdict().equals(verdict)) {
      return List.of(new ProofStored(is));
    }
    var dated = is.decidedAt(verdict.isPresent() ? desk.now() : null);
    var settled = verdict.isPresent() && is.lockOnDecisions() ? dated.lock(true) : dated;
    var status = verdict.orElse(Decision.PENDING);
    var detail =
        Json.object(
            "status_event",
            Json.object("status", status.label(), "decision_status_label", status.words()));
    var changes = new ArrayList<ZiflowChange>();
    changes.add(new ProofStored(settled));
    changes.addAll(events.of("status_change", "status", settled, actor, detail));
    verdict.ifPresent(each -> changes.addAll(mails.settled(settled, actor, each)));
    return changes;
  }

  private Optional<Stage> older(Proof proof, String stageId) {
    return desk.versions(proof.setId()).stream()
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
    return events.of("stage_locked", "stage_locked", moved, actor, detail);
  }

  /** That a stage started, and the mails that ask its people. */
  private List<ZiflowChange> startEvent(Proof proof, Stage stage, Contact actor, String type) {
    var detail =
        Json.object("stage_started_event", Json.object("stage_id", stage.id(), "type", type));
    var changes =
        new ArrayList<>(events.of("stage_started", "stage_started", proof, actor, detail));
    changes.addAll(mails.started(proof, stage));
    return changes;
  }

  Contact owner(Proof proof) {
    return desk.contact(proof.ownerId()).orElseThrow();
  }

  /** A proof that is not locked. */
  Proof open(String proofId) {
    var proof = desk.proof(proofId);
    if (proof.locked()) {
      throw new Refused(settings.refusal(), "This proof is locked");
    }
    return proof;
  }

  /** Refuses what cannot be done while the stage is locked. */
  void checkOpen(Stage stage) {
    if (stage.locked()) {
      throw new Refused(settings.refusal(), "This stage is locked");
    }
  }
}
