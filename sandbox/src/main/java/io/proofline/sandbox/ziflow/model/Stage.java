package io.proofline.sandbox.ziflow.model;

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
 * @param options options that are stored as JSON and shown unchanged: lock, trigger, skip and
 *     others
 * @param previousId the stage of an older version that this one continues
 * @param passedAt when the passed deadline was detected
 * @param skipped whether it never starts because the older version's stage already had the decision
 */
public record Stage(
    String id,
    String name,
    @Nullable String deadline,
    FinalStatus finalStatus,
    boolean started,
    boolean locked,
    JsonNode options,
    List<StageMember> members,
    @Nullable String previousId,
    @Nullable Instant passedAt,
    @Nullable Boolean skipped) {

  /** How the stage's decision is computed from its reviewers' decisions. */
  public record FinalStatus(Kind kind, @Nullable String reviewer) {
    public enum Kind {
      ALL_DECISIONS,
      ONLY_ONE_DECISION,
      PRIMARY_DECISION_MAKER
    }
  }

  public Stage {
    members = List.copyOf(members);
  }

  /** The stage's decision; empty while it is open or has no deciders. */
  public Optional<Decision> verdict() {
    var deciders = deciders();
    return switch (finalStatus.kind()) {
      case ALL_DECISIONS ->
          VerdictRules.whenAllDecided(deciders.stream().map(StageMember::decision).toList());
      case ONLY_ONE_DECISION -> VerdictRules.latestDecision(deciders);
      case PRIMARY_DECISION_MAKER ->
          VerdictRules.latestDecision(
              deciders.stream().filter(each -> each.id().equals(finalStatus.reviewer())).toList());
    };
  }

  public List<StageMember> deciders() {
    return members.stream().filter(StageMember::isDecider).toList();
  }

  public boolean hasIdOrName(String idOrName) {
    return id.equals(idOrName) || name.equals(idOrName);
  }

  @JsonIgnore
  public boolean startsImmediately() {
    var trigger = options.path("stage_trigger").path("trigger");
    return trigger.path("type").asString("immediately").equals("immediately");
  }

  @JsonIgnore
  boolean hasOpenDeadline() {
    return started && deadline != null && passedAt == null;
  }

  public boolean isLate(Instant now) {
    return deadline != null && hasOpenDeadline() && !Instant.parse(deadline).isAfter(now);
  }

  @JsonIgnore
  public boolean isSkipped() {
    return Boolean.TRUE.equals(skipped);
  }

  public Stage start() {
    return copyWith(draft -> draft.started = true);
  }

  public Stage withMembers(List<StageMember> changed) {
    return copyWith(draft -> draft.members = changed);
  }

  public Stage withMember(String memberId, UnaryOperator<StageMember> edit) {
    return withMembers(
        members.stream()
            .map(each -> each.id().equals(memberId) ? edit.apply(each) : each)
            .toList());
  }

  /** A copy with the same people and rules under new ids, for the next version. */
  public Stage copyForNextVersion() {
    return create(name, options)
        .copyWith(draft -> {
          draft.finalStatus = new FinalStatus(finalStatus.kind(), null);
          draft.members = members.stream().map(StageMember::copyForNextVersion).toList();
          draft.previousId = id;
        });
  }

  public static Stage create(String name, JsonNode options) {
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

  /** A copy with the changes that {@code edit} makes on a builder. */
  public Stage copyWith(Consumer<StageBuilder> edit) {
    var draft = new StageBuilder(this);
    edit.accept(draft);
    return draft.build();
  }
}
