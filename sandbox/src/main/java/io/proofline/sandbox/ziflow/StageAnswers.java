package io.proofline.sandbox.ziflow;

import io.proofline.sandbox.web.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Stages and their reviewers as the API spells them. */
final class StageAnswers {
  private final Desk desk;

  StageAnswers(Desk desk) {
    this.desk = desk;
  }

  Map<String, @Nullable Object> stage(Proof proof, Stage stage) {
    var body =
        Json.object(
            "id", stage.id(),
            "name", stage.name(),
            "deadline", stage.deadline(),
            "final_status_calculation", finalStatus(stage),
            "only_one_decision",
                stage.finalStatus().kind() == Stage.FinalStatus.Kind.ONLY_ONE_DECISION,
            "status", status(proof, stage),
            "lock", kept(stage, "lock", Json.object("type", null)),
            "skip", stage.options().path("skip").asString("never"),
            "skipped", stage.isSkipped(),
            "stage_previous_id", stage.previousId(),
            "stage_trigger",
                kept(
                    stage,
                    "stage_trigger",
                    Json.object(
                        "trigger", Json.object("type", "immediately", "or_deadline", false))));
    body.put("members", stage.members().stream().map(this::member).toList());
    return body;
  }

  Map<String, @Nullable Object> member(Member member) {
    var contact = desk.contact(member.contactId()).orElseThrow();
    var decided = member.hasDecided();
    return Json.object(
        "id", member.id(),
        "contact", Answers.contact(contact),
        "view", true,
        "comment", member.rights().comment(),
        "decision", member.rights().decision(),
        "manage", member.rights().manage(),
        "share", member.rights().share(),
        "notification", member.notification(),
        "decision_status", decided ? member.decision().label() : null,
        "decision_status_label", decided ? member.decision().words() : null,
        "decision_date", Answers.date(member.decisionDate()),
        "decision_checklist", Json.object("options", reasons(member.reasons())),
        "completed", member.completed(),
        "electronically_signed", false);
  }

  /** Ticked reasons with their labels; one that is gone keeps its id. */
  List<Map<String, @Nullable Object>> reasons(List<String> ids) {
    return ids.stream()
        .map(id ->
            desk.reasons().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .map(StageAnswers::reason)
                .orElseGet(() -> Json.object("id", id)))
        .toList();
  }

  static Map<String, @Nullable Object> reason(Reason reason) {
    return Json.object(
        "id",
        reason.id(),
        "label",
        reason.label(),
        "additional_text",
        null,
        "text_field_available",
        false,
        "order",
        reason.order());
  }

  private static Map<String, @Nullable Object> finalStatus(Stage stage) {
    return Json.object(
        "type", stage.finalStatus().kind().name().toLowerCase(Locale.ROOT),
        "reviewer_id", stage.finalStatus().reviewer(),
        "reviewer_email", null);
  }

  static Map<String, @Nullable Object> status(Proof proof, Stage stage) {
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

  private static Object kept(Stage stage, String name, Object otherwise) {
    JsonNode value = stage.options().path(name);
    return value.isObject() ? value : otherwise;
  }
}
