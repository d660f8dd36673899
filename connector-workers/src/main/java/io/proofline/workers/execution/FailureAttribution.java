package io.proofline.workers.execution;

import io.proofline.schemas.avro.CommandKind;
import io.proofline.workers.call.Api;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Decides whether a call without a usable answer counts against its command or against the API. It
 * counts against the command only if, since the command's previous attempt, the API has answered
 * another command and no other command of the same kind is failing; otherwise against the API. Time
 * is counted in steps that ended. Only the poll thread uses it.
 */
final class FailureAttribution {

  private record ApiCommandKind(Api api, CommandKind kind) {}

  /** The command answered last, when, and when another command was answered last before it. */
  private record LastAnswers(String command, long at, long anotherAt) {

    static final LastAnswers NONE = new LastAnswers("", -1, -1);

    LastAnswers withAnswerTo(String next, long now) {
      return next.equals(command)
          ? new LastAnswers(command, now, anotherAt)
          : new LastAnswers(next, now, at);
    }

    long atOfAnotherThan(String commandId) {
      return commandId.equals(command) ? anotherAt : at;
    }
  }

  private final Map<Api, LastAnswers> lastAnswers = new EnumMap<>(Api.class);
  private final Map<ApiCommandKind, Set<String>> failing = new HashMap<>();
  private long now;

  /** The command's first attempt begins. */
  void recordFirstAttempt(CommandRun run) {
    run.recordFailureAt(now);
  }

  /** The API gave the command a usable answer, a refusal included. */
  void recordAnswer(CommandRun run, Api api) {
    var id = run.commandId();
    lastAnswers.merge(
        api, LastAnswers.NONE.withAnswerTo(id, ++now), (before, _) -> before.withAnswerTo(id, now));
    failing.remove(new ApiCommandKind(api, run.command().getKind()));
  }

  /** The command got no usable answer. Returns whether that counts against the command. */
  boolean recordFailure(CommandRun run, Api api) {
    var id = run.commandId();
    long before = run.lastFailureAt();
    run.recordFailureAt(++now);
    var failingCommands =
        failing.computeIfAbsent(
            new ApiCommandKind(api, run.command().getKind()), _ -> new HashSet<>());
    failingCommands.add(id);
    return failingCommands.size() == 1
        && lastAnswers.getOrDefault(api, LastAnswers.NONE).atOfAnotherThan(id) > before;
  }

  /** Partitions were revoked: commands that still fail are recorded at their next failure. */
  void clearFailing() {
    failing.clear();
  }

  /** The command has its outcome, or belongs to another instance now. */
  void forget(CommandRun run) {
    failing.values().forEach(ids -> ids.remove(run.commandId()));
  }
}
