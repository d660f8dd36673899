package io.proofline.sandbox.ziflow;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One step of a review.
 *
 * @param started whether its trigger was met
 * @param options what is kept and shown but not acted upon: lock, trigger, skip and the like
 */
record Stage(
    String id,
    String name,
    @Nullable String deadline,
    FinalStatus finalStatus,
    boolean started,
    boolean locked,
    JsonNode options,
    List<Member> members) {

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

  @JsonIgnore
  boolean isImmediate() {
    var trigger = options.path("stage_trigger").path("trigger");
    return trigger.path("type").asString("immediately").equals("immediately");
  }

  Stage start() {
    return new Stage(id, name, deadline, finalStatus, true, locked, options, members);
  }

  Stage with(List<Member> changed) {
    return new Stage(id, name, deadline, finalStatus, started, locked, options, changed);
  }

  Stage withMember(String memberId, UnaryOperator<Member> edit) {
    return with(
        members.stream()
            .map(each -> each.id().equals(memberId) ? edit.apply(each) : each)
            .toList());
  }
}
