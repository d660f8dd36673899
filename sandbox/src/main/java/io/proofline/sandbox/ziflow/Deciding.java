package io.proofline.sandbox.ziflow;

import io.proofline.sandbox.web.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decisions and completed reviews. */
final class Deciding {
  private final Desk desk;
  private final StageAnswers answers;
  private final Events events;
  private final Course course;
  private final Mails mails;

  Deciding(Desk desk, StageAnswers answers, Events events, Course course, Mails mails) {
    this.desk = desk;
    this.answers = answers;
    this.events = events;
    this.course = course;
    this.mails = mails;
  }

  /** A reviewer decides, decides anew, or takes back what was decided ({@code pending}). */
  Member decide(
      String proofId,
      String reviewerId,
      Decision decision,
      boolean completed,
      List<String> reasons,
      Contact actor) {
    synchronized (desk) {
      var proof = course.open(proofId);
      var stage =
          proof.stageOf(reviewerId).orElseThrow(() -> Refused.notFound("reviewer", reviewerId));
      checkDecidable(proof, stage);
      course.checkOpen(stage);
      var before = proof.member(reviewerId).orElseThrow();
      if (!before.isDecider() && decision != Decision.PENDING) {
        throw Refused.invalid("This reviewer can complete the review but has no right to decide");
      }
      var date = decision == Decision.PENDING ? null : desk.now();
      var after = before.decided(decision, date, reasons, completed);
      var decided = proof.withStage(stage.id(), each -> each.withMember(reviewerId, _ -> after));
      var changes = new ArrayList<ZiflowChange>();
      if (before.decision() != decision) {
        changes.addAll(
            events.of("decision", "decision", decided, actor, decisionDetail(stage, after)));
        changes.addAll(mails.decided(decided, actor, decision));
      }
      if (completed && !before.completed()) {
        changes.addAll(
            events.of(
                "complete_review", "complete_review", decided, actor, completedDetail(after)));
      }
      changes.addAll(course.settled(proof, decided, actor));
      desk.change(changes);
      return after;
    }
  }

  private static void checkDecidable(Proof proof, Stage stage) {
    if (proof.state() != Proof.State.READY || !stage.started()) {
      throw Refused.invalid("This stage has not started");
    }
  }

  private Map<String, @Nullable Object> decisionDetail(Stage stage, Member member) {
    return Json.object(
        "decision_event",
        Json.object(
            "reviewer_id", member.id(),
            "stage_id", stage.id(),
            "decision", member.decision().label(),
            "decision_status_label", member.decision().words(),
            "decision_checklist", Json.object("options", answers.reasons(member.reasons())),
            "electronically_signed", false));
  }

  private static Map<String, @Nullable Object> completedDetail(Member member) {
    return Json.object(
        "completed_event", Json.object("reviewer_id", member.id(), "marked_done", true));
  }
}
