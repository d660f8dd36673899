package io.proofline.sandbox.ziflow.review;

import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ZiflowApiException;
import io.proofline.sandbox.ziflow.account.ZiflowSettings;
import io.proofline.sandbox.ziflow.model.Contact;
import io.proofline.sandbox.ziflow.model.Stage;
import io.proofline.sandbox.ziflow.model.StageMember;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Adds, updates and removes the reviewers of a stage. */
public final class ReviewerService {
  private final AccountStore account;
  private final ZiflowSettings settings;
  private final ProofLifecycle lifecycle;
  private final ProofUpdater updater;

  ReviewerService(
      AccountStore account,
      ZiflowSettings settings,
      ProofLifecycle lifecycle,
      ProofUpdater updater) {
    this.account = account;
    this.settings = settings;
    this.lifecycle = lifecycle;
    this.updater = updater;
  }

  /** Adds reviewers to a stage. */
  public List<StageMember> addReviewers(
      String proofId, String stageId, JsonNode list, Contact user) {
    synchronized (account) {
      var was = account.proof(proofId);
      var stage = ProofUpdater.stage(was, stageId);
      var stageInput = new StageInput(account, settings);
      var added = stageInput.members(list, stage.members());
      var ids = added.stream().map(StageMember::id).toList();
      var members =
          new ArrayList<>(
              stage.members().stream().filter(each -> !ids.contains(each.id())).toList());
      members.addAll(added);
      updater.store(
          was,
          was.withStage(stageId, each -> each.withMembers(members)),
          stageInput,
          List.of(),
          user);
      return added;
    }
  }

  /** Changes the rights of one reviewer. */
  public StageMember updateReviewer(
      String proofId, String stageId, String reviewer, JsonNode body, Contact user) {
    synchronized (account) {
      var was = account.proof(proofId);
      var stageMember = reviewer(ProofUpdater.stage(was, stageId), reviewer);
      var stageInput = new StageInput(account, settings);
      var changed =
          stageInput
              .members(
                  Json.toTree(List.of(((ObjectNode) body.deepCopy()).put("id", stageMember.id()))),
                  List.of(stageMember))
              .getFirst();
      updater.store(
          was,
          was.withStage(stageId, each -> each.withMember(stageMember.id(), _ -> changed)),
          stageInput,
          List.of(),
          user);
      return changed;
    }
  }

  public void removeReviewer(String proofId, String stageId, String reviewer, Contact user) {
    synchronized (account) {
      var was = account.proof(proofId);
      var gone = reviewer(ProofUpdater.stage(was, stageId), reviewer);
      var is =
          was.withStage(
              stageId,
              each ->
                  each.withMembers(
                      each.members().stream()
                          .filter(stageMember -> !stageMember.id().equals(gone.id()))
                          .toList()));
      var stageInput = new StageInput(account, settings);
      stageInput.validate(is.stages(), lifecycle.owner(is));
      updater.store(was, is, stageInput, List.of(), user);
    }
  }

  public StageMember reviewer(Stage stage, String idOrEmail) {
    return stage.members().stream()
        .filter(each ->
            each.id().equals(idOrEmail)
                || account
                    .contact(each.contactId())
                    .filter(contact -> contact.hasIdOrEmail(idOrEmail))
                    .isPresent())
        .findFirst()
        .orElseThrow(() -> ZiflowApiException.notFound("reviewer", idOrEmail));
  }
}
