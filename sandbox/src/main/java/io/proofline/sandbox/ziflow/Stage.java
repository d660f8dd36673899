package io.proofline.sandbox.ziflow;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One step of a review.
 *
 * @param started whether its trigger was met
 * @param options what came as JSON and is shown again: lock, trigger, skip and the like
 * @param previousId the stage of an older version that this one continues
 * @param passedAt when its deadline was seen to have passed
 * @param skipped whether it never starts, as the older version's stage had said enough
 */
record Stage(
    String id,
    String name,
    @Nullable String deadline,
    FinalStatus finalStatus,
    boolean started,
    boolean locked,
    JsonNode options,
    List<Member> members,
    @Nullable String previousId,
    @Nullable Instant passedAt,
    @Nullable Boolean skipped) {

  /** How the stage's decision follows from its reviewers. */
  record FinalStatus(Kind kind, @Nullable String reviewer) {
    enum Kind {
      ALL_DECISIONS,
      ONLY_ONE_DECISION,
      PRIMARY_DECISION_MAKER
    }
  }

  Stage {
    members = List.copyOf(members);
  }

  /** The stage's decision; empty while it is open or has nobody to decide. */
  Optional<Decision> verdict() {
    var deciders = deciders();
    return switch (finalStatus.kind()) {
      case ALL_DECISIONS ->
          Verdicts.whenAllDecided(deciders.stream().map(Member::decision).toList());
      case ONLY_ONE_DECISION -> Verdicts.latest(deciders);
      case PRIMARY_DECISION_MAKER ->
          Verdicts.latest(
              deciders.stream().filter(each -> each.id().equals(finalStatus.reviewer())).toList());
    };
  }

  List<Member> deciders() {
    return members.stream().filter(Member::isDecider).toList();
  }

  boolean isCalled(String idOrName) {
    return id.equals(idOrName) || name.equals(idOrName);
  }

  @JsonIgnore
  boolean isImmediate() {
    var trigger = options.path("stage_trigger").path("trigger");
    return trigger.path("type").asString("immediately").equals("immediately");
  }

  @JsonIgnore
  boolean hasOpenDeadline() {
    return started && deadline != null && passedAt == null;
  }

  boolean isLate(Instant now) {
    return deadline != null && hasOpenDeadline() && !Instant.parse(deadline).isAfter(now);
  }

  @JsonIgnore
  boolean isSkipped() {
    return Boolean.TRUE.equals(skipped);
  }

  Stage start() {
    return edit(draft -> draft.started = true);
  }

  Stage with(List<Member> changed) {
    return edit(draft -> draft.members = changed);
  }

  Stage withMember(String memberId, UnaryOperator<Member> edit) {
    return with(
        members.stream()
            .map(each -> each.id().equals(memberId) ? edit.apply(each) : each)
            .toList());
  }

  /** The same people and rules under new ids, for the next version. */
  Stage again() {
    return begun(name, options)
        .edit(draft -> {
          draft.finalStatus = new FinalStatus(finalStatus.kind(), null);
          draft.members = members.stream().map(Member::again).toList();
          draft.previousId = id;
        });
  }

  static Stage begun(String name, JsonNode options) {
    return new Stage(
        UUID.randomUUID().toString(),
        name,
        null,
        new FinalStatus(FinalStatus.Kind.ALL_DECISIONS, null),
        false,
        false,
        options,
        List.of(),
        null,
        null,
        null);
  }

  /** The same stage with what {@code edit} sets on a draft of it. */
  Stage edit(Consumer<StageDraft> edit) {
    var draft = new StageDraft(this);
    edit.accept(draft);
    return draft.stage();
  }
}
