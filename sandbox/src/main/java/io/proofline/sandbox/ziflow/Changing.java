package io.proofline.sandbox.ziflow;

import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.ZiflowChange.ProofDeleted;
import io.proofline.sandbox.ziflow.ZiflowChange.ProofStored;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes to a proof and its stages, and its end. */
final class Changing {
  private final Desk desk;
  private final ZiflowSettings settings;
  private final Events events;
  private final Course course;
  private final ProofFields fields;
  private final Mails mails;

  Changing(
      Desk desk,
      ZiflowSettings settings,
      Events events,
      Course course,
      ProofFields fields,
      Mails mails) {
    this.desk = desk;
    this.settings = settings;
    this.events = events;
    this.course = course;
    this.fields = fields;
    this.mails = mails;
  }

  /** A partial update; {@code stages}, when sent, is the full list. */
  Proof update(String proofId, JsonNode body, Contact user) {
    synchronized (desk) {
      var was = desk.proof(proofId);
      var stageInput = new StageInput(desk, settings);
      var stages =
          body.has("stages")
              ? stageInput.stages(body.path("stages"), was.stages(), course.owner(was))
              : was.stages();
      return store(
          was,
          changed(was, body).with(stages),
          stageInput,
          Updates.between(was, body, stages),
          user);
    }
  }

  /** One stage with its full list of members. */
  Stage updateStage(String proofId, String stageId, JsonNode body, Contact user) {
    synchronized (desk) {
      var was = desk.proof(proofId);
      var stage = stage(was, stageId);
      var stageInput = new StageInput(desk, settings);
      var entry = ((ObjectNode) body.deepCopy()).put("id", stageId);
      var is = was.withStage(stage.id(), _ -> stageInput.stage(entry, was.stages()));
      return stage(store(was, is, stageInput, Updates.ofStage(body), user), stageId);
    }
  }

  /** Starts a stage by hand; Enterprise. */
  Stage startStage(String proofId, String stageId, Contact user) {
    settings.checkEnterprise();
    synchronized (desk) {
      var was = desk.proof(proofId);
      var stage = stage(was, stageId);
      desk.change(course.settled(was, was.withStage(stage.id(), Stage::start), user, stageId));
      return stage(desk.proof(proofId), stageId);
    }
  }

  void delete(String proofId, Contact user) {
    synchronized (desk) {
      var proof = desk.proof(proofId);
      var changes = new ArrayList<>(events.of("deleted", "deleted", proof, user));
      changes.addFirst(new ProofDeleted(proofId));
      desk.change(changes);
    }
  }

  /** Out of the trash, as it was. */
  Proof restore(String proofId, Contact user) {
    synchronized (desk) {
      var proof =
          desk.deleted().stream()
              .filter(each -> each.id().equals(proofId))
              .findFirst()
              .orElseThrow(() -> Refused.notFound("deleted proof", proofId));
      var changes = new ArrayList<>(events.of("restored", "restored", proof, user));
      changes.addFirst(new ProofStored(proof));
      desk.change(changes);
      return proof;
    }
  }

  static Stage stage(Proof proof, String stageId) {
    return proof.stage(stageId).orElseThrow(() -> Refused.notFound("stage", stageId));
  }

  /** Stores a changed proof with all that follows from the change. */
  Proof store(
      Proof was,
      Proof is,
      StageInput stageInput,
      List<Map<String, @Nullable Object>> updates,
      Contact user) {
    desk.change(stageInput.newContacts());
    var changes = new ArrayList<ZiflowChange>();
    changes.addAll(course.settled(was, is, user));
    changes.addAll(unlocked(was, is));
    if (!updates.isEmpty()) {
      changes.addAll(
          events.of("changed", "updated", is, user, Json.object("update_type", updates)));
    }
    if (was.state() == Proof.State.READY) {
      was.stages().stream()
          .filter(Stage::started)
          .forEach(stage -> changes.addAll(mails.added(is, newcomers(stage, is))));
    }
    desk.change(changes);
    return desk.proof(is.id());
  }

  private static List<Member> newcomers(Stage was, Proof is) {
    var known = was.members().stream().map(Member::id).toList();
    return is.stage(was.id()).map(Stage::members).orElse(List.of()).stream()
        .filter(each -> !known.contains(each.id()))
        .toList();
  }

  /** Unlocking an older version locks the newest. */
  private List<ZiflowChange> unlocked(Proof was, Proof is) {
    var newest = desk.versions(was.setId()).getLast();
    return was.locked() && !is.locked() && !newest.id().equals(was.id())
        ? List.of(new ProofStored(newest.lock(true)))
        : List.of();
  }

  private Proof changed(Proof was, JsonNode body) {
    return was.edit(draft -> {
      draft.name = Input.text(body.path("name")).orElse(was.name());
      if (body.has("pass_through_value")) {
        draft.passThroughValue = ProofFields.passThrough(body);
      }
      if (body.has("folder_id")) {
        draft.folderId = fields.folder(body);
      }
      Input.text(body.path("owner_email"))
          .map(fields::user)
          .ifPresent(owner -> draft.ownerId = owner.id());
      draft.locked = body.path("locked").asBoolean(was.locked());
      draft.lockOnDecisions = body.path("lock_on_decisions").asBoolean(was.lockOnDecisions());
      draft.archived = body.path("archived").asBoolean(was.archived());
      draft.allowSourceDownload =
          body.path("allow_source_download").asBoolean(was.allowSourceDownload());
      draft.options = ProofFields.options(body, was.options());
    });
  }
}
