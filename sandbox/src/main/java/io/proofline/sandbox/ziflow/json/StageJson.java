package io.proofline.sandbox.ziflow.json;

import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.model.Decision;
import io.proofline.sandbox.ziflow.model.DecisionReason;
import io.proofline.sandbox.ziflow.model.Proof;
import io.proofline.sandbox.ziflow.model.Stage;
import io.proofline.sandbox.ziflow.model.StageMember;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Serialises stages and their reviewers as the API does. */
public final class StageJson {
  private final AccountStore account;

  StageJson(AccountStore account) {
    this.account = account;
  }

  public Map<String, @Nullable Object> stage(Proof proof, Stage stage) {
    var body =
        Json.object(
            "id", stage.id(),
            "name", stage.name(),
            "deadline", stage.deadline(),
            "final_status_calculation", finalStatus(stage),
            "only_one_decision",
                stage.finalStatus().kind() == Stage.FinalStatus.Kind.ONLY_ONE_DECISION,
            "status", status(proof, stage),
            "lock", optionOrDefault(stage, "lock", Json.object("type", null)),
            "skip", stage.options().path("skip").asString("never"),
            "skipped", stage.isSkipped(),
            "stage_previous_id", stage.previousId(),
            "stage_trigger",
                optionOrDefault(
                    stage,
                    "stage_trigger",
                    Json.object(
                        "trigger", Json.object("type", "immediately", "or_deadline", false))));
    body.put("members", stage.members().stream().map(this::member).toList());
    return body;
  }

  public Map<String, @Nullable Object> member(StageMember stageMember) {
    var contact = account.contact(stageMember.contactId()).orElseThrow();
    var decided = stageMember.hasDecided();
    return Json.object(
        "id", stageMember.id(),
        "contact", ProofJson.contact(contact),
        "view", true,
        "comment", stageMember.rights().comment(),
        "decision", stageMember.rights().decision(),
        "manage", stageMember.rights().manage(),
        "share", stageMember.rights().share(),
        "notification", stageMember.notification(),
        "decision_status", decided ? stageMember.decision().label() : null,
        "decision_status_label", decided ? stageMember.decision().displayName() : null,
        "decision_date", ProofJson.date(stageMember.decisionDate()),
        "decision_checklist", Json.object("options", reasons(stageMember.reasons())),
        "completed", stageMember.completed(),
        "electronically_signed", false);
  }

  /** Selected reasons with their labels; a deleted one keeps its id. */
  public List<Map<String, @Nullable Object>> reasons(List<String> ids) {
    return ids.stream()
        .map(id ->
            account.reasons().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .map(StageJson::reason)
                .orElseGet(() -> Json.object("id", id)))
        .toList();
  }

  public static Map<String, @Nullable Object> reason(DecisionReason decisionReason) {
    return Json.object(
        "id",
        decisionReason.id(),
        "label",
        decisionReason.label(),
        "additional_text",
        null,
        "text_field_available",
        false,
        "order",
        decisionReason.order());
  }

  private static Map<String, @Nullable Object> finalStatus(Stage stage) {
    return Json.object(
        "type", stage.finalStatus().kind().name().toLowerCase(Locale.ROOT),
        "reviewer_id", stage.finalStatus().reviewer(),
        "reviewer_email", null);
  }

  public static Map<String, @Nullable Object> status(Proof proof, Stage stage) {
    var verdict = stage.verdict();
    var status =
        !stage.started() || proof.state() != Proof.State.READY
            ? "not_started"
            : stage.deciders().isEmpty()
                ? "view_only"
                : verdict.isPresent() ? "completed" : "in_progress";
    return Json.object(
        "status",
        status,
        "decision_status",
        verdict.map(Decision::label).orElse(null),
        "locked",
        stage.locked() || proof.locked());
  }

  private static Object optionOrDefault(Stage stage, String name, Object otherwise) {
    JsonNode value = stage.options().path(name);
    return value.isObject() ? value : otherwise;
  }
}
