package io.proofline.sandbox.ziflow.review;

import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ZiflowApiException;
import io.proofline.sandbox.ziflow.account.ZiflowChange;
import io.proofline.sandbox.ziflow.json.StageJson;
import io.proofline.sandbox.ziflow.model.Contact;
import io.proofline.sandbox.ziflow.model.Decision;
import io.proofline.sandbox.ziflow.model.Proof;
import io.proofline.sandbox.ziflow.model.Stage;
import io.proofline.sandbox.ziflow.model.StageMember;
import io.proofline.sandbox.ziflow.notification.MailNotifier;
import io.proofline.sandbox.ziflow.notification.ProofEventFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records reviewers' decisions and completed reviews. */
public final class DecisionService {
  private final AccountStore account;
  private final StageJson json;
  private final ProofEventFactory proofEventFactory;
  private final ProofLifecycle lifecycle;
  private final MailNotifier mailNotifier;

  DecisionService(
      AccountStore account,
      StageJson json,
      ProofEventFactory proofEventFactory,
      ProofLifecycle lifecycle,
      MailNotifier mailNotifier) {
    this.account = account;
    this.json = json;
    this.proofEventFactory = proofEventFactory;
    this.lifecycle = lifecycle;
    this.mailNotifier = mailNotifier;
  }

  /** Records, changes or revokes ({@code pending}) a reviewer's decision. */
  public StageMember decide(
      String proofId,
      String reviewerId,
      Decision decision,
      boolean completed,
      List<String> reasons,
      Contact actor) {
    synchronized (account) {
      var proof = lifecycle.unlockedProof(proofId);
      var stage =
          proof
              .stageOf(reviewerId)
              .orElseThrow(() -> ZiflowApiException.notFound("reviewer", reviewerId));
      checkDecidable(proof, stage);
      lifecycle.requireUnlocked(stage);
      var before = proof.member(reviewerId).orElseThrow();
      if (!before.isDecider() && decision != Decision.PENDING) {
        throw ZiflowApiException.invalid(
            "This reviewer can complete the review but has no right to decide");
      }
      var date = decision == Decision.PENDING ? null : account.now();
      var after = before.withDecision(decision, date, reasons, completed);
      var decided = proof.withStage(stage.id(), each -> each.withMember(reviewerId, _ -> after));
      var changes = new ArrayList<ZiflowChange>();
      if (before.decision() != decision) {
        changes.addAll(
            proofEventFactory.create(
                "decision", "decision", decided, actor, decisionDetail(stage, after)));
        changes.addAll(mailNotifier.mailsForDecision(decided, actor, decision));
      }
      if (completed && !before.completed()) {
        changes.addAll(
            proofEventFactory.create(
                "complete_review", "complete_review", decided, actor, completedDetail(after)));
      }
      changes.addAll(lifecycle.changesAfter(proof, decided, actor));
      account.commit(changes);
      return after;
    }
  }

  private static void checkDecidable(Proof proof, Stage stage) {
    if (proof.state() != Proof.State.READY || !stage.started()) {
      throw ZiflowApiException.invalid("This stage has not started");
    }
  }

  private Map<String, @Nullable Object> decisionDetail(Stage stage, StageMember stageMember) {
    return Json.object(
        "decision_event",
        Json.object(
            "reviewer_id", stageMember.id(),
            "stage_id", stage.id(),
            "decision", stageMember.decision().label(),
            "decision_status_label", stageMember.decision().displayName(),
            "decision_checklist", Json.object("options", json.reasons(stageMember.reasons())),
            "electronically_signed", false));
  }

  private static Map<String, @Nullable Object> completedDetail(StageMember stageMember) {
    return Json.object(
        "completed_event", Json.object("reviewer_id", stageMember.id(), "marked_done", true));
  }
}
