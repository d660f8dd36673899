package io.proofline.workers.loop;

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
final class Blame {

  private record Asked(Api api, CommandKind kind) {}

  /** Who was answered last, when, and when the last one before that was another. */
  private record Answered(String command, long at, long anotherAt) {

    static final Answered NOBODY = new Answered("", -1, -1);

    Answered then(String next, long now) {
      return next.equals(command)
          ? new Answered(command, now, anotherAt)
          : new Answered(next, now, at);
    }

    long anotherThan(String asked) {
      return asked.equals(command) ? anotherAt : at;
    }
  }

  private final Map<Api, Answered> answered = new EnumMap<>(Api.class);
  private final Map<Asked, Set<String>> failing = new HashMap<>();
  private long now;

  /** The work's first try begins. */
  void begins(Work work) {
    work.failedAt = now;
  }

  /** It got a usable answer, whatever stood in it. */
  void answered(Work work, Api api) {
    var id = work.command.getCommandId();
    answered.merge(api, Answered.NOBODY.then(id, ++now), (before, _) -> before.then(id, now));
    failing.remove(new Asked(api, work.command.getKind()));
  }

  /** It got none. True when that is its own fault. */
  boolean failed(Work work, Api api) {
    var id = work.command.getCommandId();
    long before = work.failedAt;
    work.failedAt = ++now;
    var alike =
        failing.computeIfAbsent(new Asked(api, work.command.getKind()), _ -> new HashSet<>());
    alike.add(id);
    return alike.size() == 1
        && answered.getOrDefault(api, Answered.NOBODY).anotherThan(id) > before;
  }

  /** Partitions went away: whoever is still without an answer will fail again. */
  void forgetFailing() {
    failing.clear();
  }

  /** It has come to its end, or is another's now. */
  void forget(Work work) {
    failing.values().forEach(ids -> ids.remove(work.command.getCommandId()));
  }
}
