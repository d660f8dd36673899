package io.proofline.workers.execution;

import io.proofline.schemas.avro.CommandKind;
import io.proofline.workers.call.Api;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Whose fault it is that a call got no usable answer. A command's own when, since its try before,
 * the API gave another command a usable answer, and no other command of its kind is without one;
 * else the API's. Counts time in steps that came back. Only the poll thread touches it.
 */
final class FailureAttribution {

  private record ApiCommandKind(Api api, CommandKind kind) {}

  /** Who was answered last, when, and when the last one before that was another. */
  private record LastAnswers(String command, long at, long anotherAt) {

    static final LastAnswers NONE = new LastAnswers("", -1, -1);

    LastAnswers withAnswerTo(String next, long now) {
      return next.equals(command)
          ? new LastAnswers(command, now, anotherAt)
          : new LastAnswers(next, now, at);
    }

    long atOfAnotherThan(String asked) {
      return asked.equals(command) ? anotherAt : at;
    }
  }

  private final Map<Api, LastAnswers> lastAnswers = new EnumMap<>(Api.class);
  private final Map<ApiCommandKind, Set<String>> failing = new HashMap<>();
  private long now;

  /** The work's first try begins. */
  void recordFirstAttempt(CommandRun run) {
    run.lastFailureAt = now;
  }

  /** It got a usable answer, whatever stood in it. */
  void lastAnswers(CommandRun run, Api api) {
    var id = run.command.getCommandId();
    lastAnswers.merge(
        api, LastAnswers.NONE.withAnswerTo(id, ++now), (before, _) -> before.withAnswerTo(id, now));
    failing.remove(new ApiCommandKind(api, run.command.getKind()));
  }

  /** It got none. True when that is its own fault. */
  boolean recordFailure(CommandRun run, Api api) {
    var id = run.command.getCommandId();
    long before = run.lastFailureAt;
    run.lastFailureAt = ++now;
    var alike =
        failing.computeIfAbsent(
            new ApiCommandKind(api, run.command.getKind()), _ -> new HashSet<>());
    alike.add(id);
    return alike.size() == 1
        && lastAnswers.getOrDefault(api, LastAnswers.NONE).atOfAnotherThan(id) > before;
  }

  /** Partitions went away: whoever is still without an answer will fail again. */
  void clearFailing() {
    failing.clear();
  }

  /** It has come to its end, or is another's now. */
  void forget(CommandRun run) {
    failing.values().forEach(ids -> ids.remove(run.command.getCommandId()));
  }
}
