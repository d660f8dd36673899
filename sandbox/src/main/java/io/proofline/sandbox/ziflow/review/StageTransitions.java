package io.proofline.sandbox.ziflow.review;

import io.proofline.sandbox.web.RequestInput;
import io.proofline.sandbox.ziflow.json.ProofJson;
import io.proofline.sandbox.ziflow.model.Decision;
import io.proofline.sandbox.ziflow.model.Proof;
import io.proofline.sandbox.ziflow.model.Stage;
import io.proofline.sandbox.ziflow.model.StageMember;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Decides which stages start, are skipped or lock automatically. Only {@code immediately}, {@code
 * on_changes_required} and {@code on_deadline} are documented words; the others are spelt as those
 * of {@code skip}. Any other trigger waits until a person starts the stage.
 */
final class StageTransitions {
  private final Function<String, Optional<Stage>> findOlderStage;
  private final Instant now;

  /**
   * @param older finds a stage of an older version by its id
   */
  StageTransitions(Function<String, Optional<Stage>> older, Instant now) {
    this.findOlderStage = older;
    this.now = now;
  }

  /** The proof after a change, with transitions applied until none is left. */
  Proof advance(Proof was, Proof is) {
    var next =
        is.withStages(
            is.stages().stream().map(stage -> lockIfDue(was, is, startIfDue(is, stage))).toList());
    return next.equals(is) ? is : advance(is, next);
  }

  private Stage startIfDue(Proof proof, Stage stage) {
    if (stage.started() || stage.isSkipped() || !isStartDue(proof, stage)) {
      return stage;
    }
    return isMet(stage.options().path("skip").asString("never"), previous(stage))
        ? stage.copyWith(draft -> draft.skipped = true)
        : stage.start().copyWith(draft -> draft.deadline = deadline(stage));
  }

  private Optional<Stage> previous(Stage stage) {
    return Optional.ofNullable(stage.previousId()).flatMap(findOlderStage);
  }

  private static boolean isStartDue(Proof proof, Stage stage) {
    var trigger = stage.options().path("stage_trigger").path("trigger");
    var type = trigger.path("type").asString("immediately");
    if (type.equals("immediately")) {
      return true;
    }
    var before = triggeringStage(proof, stage);
    var late = type.equals("on_deadline") || trigger.path("or_deadline").asBoolean(false);
    return isMet(type, before)
        || before
            .filter(each -> each.isSkipped() && !type.equals("on_changes_required"))
            .isPresent()
        || (late && before.filter(each -> each.passedAt() != null).isPresent());
  }

  /** The stage that the trigger names, or else the previous one. */
  private static Optional<Stage> triggeringStage(Proof proof, Stage stage) {
    var stages = proof.stages();
    var at = IntStream.range(0, stages.size()).filter(i -> stages.get(i).id().equals(stage.id()));
    return RequestInput.text(stage.options().path("stage_trigger").path("trigger_id"))
        .map(named -> stages.stream().filter(each -> each.hasIdOrName(named)).findFirst())
        .orElseGet(() -> at.filter(i -> i > 0).mapToObj(i -> stages.get(i - 1)).findFirst());
  }

  private static boolean isMet(String condition, Optional<Stage> stage) {
    var verdict = stage.flatMap(Stage::verdict);
    return switch (condition) {
      case "on_completion" -> verdict.isPresent();
      case "on_approved" -> verdict.filter(Decision.APPROVED::equals).isPresent();
      case "on_approved_or_approvedwithchanges" ->
          verdict
              .filter(List.of(Decision.APPROVED, Decision.APPROVED_WITH_CHANGES)::contains)
              .isPresent();
      case "on_changes_required" -> verdict.filter(Decision.CHANGES_REQUIRED::equals).isPresent();
      default -> false;
    };
  }

  /** The fixed deadline, or the start plus the trigger's days and hours. */
  private @Nullable String deadline(Stage stage) {
    var after = stage.options().path("stage_trigger").path("deadline");
    if (stage.deadline() != null || !after.isObject()) {
      return stage.deadline();
    }
    var at =
        now.atOffset(ZoneOffset.UTC)
            .plusDays(after.path("days").asInt(0))
            .plusHours(after.path("hours").asInt(0));
    return ProofJson.date(
        RequestInput.text(after.path("time"))
            .filter(time -> time.matches("([01]\\d|2[0-3]):[0-5]\\d"))
            .map(time -> at.with(LocalTime.parse(time)))
            .orElse(at)
            .toInstant());
  }

  /**
   * Locks the stage only if this change met its lock condition, so that a manual unlock persists.
   */
  private static Stage lockIfDue(Proof was, Proof is, Stage stage) {
    var before = was.stage(stage.id()).filter(each -> isLockDue(was, each)).isPresent();
    return !stage.locked() && !before && isLockDue(is, stage)
        ? stage.copyWith(draft -> draft.locked = true)
        : stage;
  }

  private static boolean isLockDue(Proof proof, Stage stage) {
    JsonNode lock = stage.options().path("lock");
    return switch (lock.path("type").asString("")) {
      case "on_deadline" -> stage.passedAt() != null;
      case "on_all_decisions" ->
          !stage.deciders().isEmpty()
              && stage.deciders().stream().allMatch(StageMember::hasDecided);
      case "on_next_stage_start" ->
          RequestInput.text(lock.path("next_stage_id"))
              .or(() -> RequestInput.text(lock.path("next_stage_name")))
              .filter(named ->
                  proof.stages().stream()
                      .anyMatch(each -> each.hasIdOrName(named) && each.started()))
              .isPresent();
      default -> false;
    };
  }
}
