package io.proofline.sandbox.ziflow.review;

import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ZiflowApiException;
import io.proofline.sandbox.ziflow.account.ZiflowChange;
import io.proofline.sandbox.ziflow.account.ZiflowChange.ProofDeleted;
import io.proofline.sandbox.ziflow.account.ZiflowChange.ProofStored;
import io.proofline.sandbox.ziflow.account.ZiflowSettings;
import io.proofline.sandbox.ziflow.model.Contact;
import io.proofline.sandbox.ziflow.model.Proof;
import io.proofline.sandbox.ziflow.model.Stage;
import io.proofline.sandbox.ziflow.model.StageMember;
import io.proofline.sandbox.ziflow.notification.MailNotifier;
import io.proofline.sandbox.ziflow.notification.ProofEventFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Updates, deletes and restores proofs and their stages. */
public final class ProofUpdater {
  private final AccountStore account;
  private final ZiflowSettings settings;
  private final ProofEventFactory proofEventFactory;
  private final ProofLifecycle lifecycle;
  private final ProofInput fields;
  private final MailNotifier mailNotifier;

  ProofUpdater(
      AccountStore account,
      ZiflowSettings settings,
      ProofEventFactory proofEventFactory,
      ProofLifecycle lifecycle,
      ProofInput fields,
      MailNotifier mailNotifier) {
    this.account = account;
    this.settings = settings;
    this.proofEventFactory = proofEventFactory;
    this.lifecycle = lifecycle;
    this.fields = fields;
    this.mailNotifier = mailNotifier;
  }

  /** Applies a partial update; {@code stages}, when sent, is the full list. */
  public Proof update(String proofId, JsonNode body, Contact user) {
    synchronized (account) {
      var was = account.proof(proofId);
      var stageInput = new StageInput(account, settings);
      var stages =
          body.has("stages")
              ? stageInput.stages(body.path("stages"), was.stages(), lifecycle.owner(was))
              : was.stages();
      return store(
          was,
          applyFields(was, body).withStages(stages),
          stageInput,
          UpdatedFields.changedFields(was, body, stages),
          user);
    }
  }

  /** Updates one stage with its full list of members. */
  public Stage updateStage(String proofId, String stageId, JsonNode body, Contact user) {
    synchronized (account) {
      var was = account.proof(proofId);
      var stage = stage(was, stageId);
      var stageInput = new StageInput(account, settings);
      var is = was.withStage(stage.id(), before -> stageInput.updateStage(body, before));
      return stage(store(was, is, stageInput, UpdatedFields.stageFields(body), user), stageId);
    }
  }

  /** Starts a stage by hand; Enterprise. */
  public Stage startStage(String proofId, String stageId, Contact user) {
    settings.checkEnterprise();
    synchronized (account) {
      var was = account.proof(proofId);
      var stage = stage(was, stageId);
      account.commit(
          lifecycle.changesAfter(was, was.withStage(stage.id(), Stage::start), user, stageId));
      return stage(account.proof(proofId), stageId);
    }
  }

  public void delete(String proofId, Contact user) {
    synchronized (account) {
      var proof = account.proof(proofId);
      var changes = new ArrayList<>(proofEventFactory.create("deleted", "deleted", proof, user));
      changes.addFirst(new ProofDeleted(proofId));
      account.commit(changes);
    }
  }

  /** Restores a proof from the trash, unchanged. */
  public Proof restore(String proofId, Contact user) {
    synchronized (account) {
      var proof =
          account.deletedProofs().stream()
              .filter(each -> each.id().equals(proofId))
              .findFirst()
              .orElseThrow(() -> ZiflowApiException.notFound("deleted proof", proofId));
      var changes = new ArrayList<>(proofEventFactory.create("restored", "restored", proof, user));
      changes.addFirst(new ProofStored(proof));
      account.commit(changes);
      return proof;
    }
  }

  public static Stage stage(Proof proof, String stageId) {
    return proof.stage(stageId).orElseThrow(() -> ZiflowApiException.notFound("stage", stageId));
  }

  /** Stores a changed proof with all that follows from the change. */
  Proof store(
      Proof was,
      Proof is,
      StageInput stageInput,
      List<Map<String, @Nullable Object>> updates,
      Contact user) {
    account.commit(stageInput.newContacts());
    var changes = new ArrayList<ZiflowChange>();
    changes.addAll(lifecycle.changesAfter(was, is, user));
    changes.addAll(lockOfNewestVersion(was, is));
    if (!updates.isEmpty()) {
      changes.addAll(
          proofEventFactory.create(
              "changed", "updated", is, user, Json.object("update_type", updates)));
    }
    if (was.state() == Proof.State.READY) {
      was.stages().stream()
          .filter(Stage::started)
          .forEach(
              stage -> changes.addAll(mailNotifier.mailsForNewMembers(is, newMembers(stage, is))));
    }
    account.commit(changes);
    return account.proof(is.id());
  }

  private static List<StageMember> newMembers(Stage was, Proof is) {
    var known = was.members().stream().map(StageMember::id).toList();
    return is.stage(was.id()).map(Stage::members).orElse(List.of()).stream()
        .filter(each -> !known.contains(each.id()))
        .toList();
  }

  /** Unlocking an older version locks the newest. */
  private List<ZiflowChange> lockOfNewestVersion(Proof was, Proof is) {
    var newest = account.versions(was.setId()).getLast();
    return was.locked() && !is.locked() && !newest.id().equals(was.id())
        ? List.of(new ProofStored(newest.withLocked(true)))
        : List.of();
  }

  private Proof applyFields(Proof was, JsonNode body) {
    return was.copyWith(draft -> {
      draft.name = RequestInput.text(body.path("name")).orElse(was.name());
      if (body.has("pass_through_value")) {
        draft.passThroughValue = ProofInput.passThrough(body);
      }
      if (body.has("folder_id")) {
        draft.folderId = fields.folder(body);
      }
      RequestInput.text(body.path("owner_email"))
          .map(fields::user)
          .ifPresent(owner -> draft.ownerId = owner.id());
      draft.locked = body.path("locked").asBoolean(was.locked());
      draft.lockOnDecisions = body.path("lock_on_decisions").asBoolean(was.lockOnDecisions());
      draft.archived = body.path("archived").asBoolean(was.archived());
      draft.allowSourceDownload =
          body.path("allow_source_download").asBoolean(was.allowSourceDownload());
      draft.options = ProofInput.options(body, was.options());
    });
  }
}
