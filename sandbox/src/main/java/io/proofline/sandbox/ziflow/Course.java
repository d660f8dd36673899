package io.proofline.sandbox.ziflow;

import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.ZiflowChange.ProofStored;
import java.util.ArrayList;
import java.util.List;

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
      var changes = new ArrayList<>(events.of("processed", "processed", ready, owner));
      changes.addFirst(new ProofStored(started(ready)));
      changes.addAll(startEvents(ready, owner));
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

  /** The proof as it stands after a change to its stages, with the event that its verdict moved. */
  List<ZiflowChange> settled(Proof was, Proof is, Contact actor) {
    var verdict = is.verdict();
    if (was.verdict().equals(verdict) || is.state() != Proof.State.READY) {
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

  static Proof started(Proof proof) {
    return proof.with(
        proof.stages().stream().map(stage -> stage.isImmediate() ? stage.start() : stage).toList());
  }

  List<ZiflowChange> startEvents(Proof proof, Contact actor) {
    return proof.stages().stream()
        .filter(stage -> stage.isImmediate() && !stage.started())
        .flatMap(stage -> startEvent(proof, stage, actor, "automated").stream())
        .toList();
  }

  /** That a stage started, and the mails that ask its people. */
  List<ZiflowChange> startEvent(Proof proof, Stage stage, Contact actor, String type) {
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
}
