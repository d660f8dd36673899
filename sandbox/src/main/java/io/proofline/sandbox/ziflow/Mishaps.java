package io.proofline.sandbox.ziflow;

import io.proofline.sandbox.web.Chance;
import io.proofline.sandbox.web.Faults;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What is to happen to the next events on their way: nothing in the sources promises that each
 * comes once and in order. What is told for the next events comes first, then chance.
 */
final class Mishaps {
  /** One event's fate. */
  sealed interface Mishap {
    /** It is never sent. */
    record Lost() implements Mishap {}

    /** It is sent twice. */
    record Doubled() implements Mishap {}

    /** It is sent later, and so perhaps after a younger one. */
    record Late(Duration by) implements Mishap {}

    /** It is sent after the next one, or alone when none comes for that long. */
    record Reordered(Duration patience) implements Mishap {}
  }

  private final Deque<Mishap> waiting = new ArrayDeque<>();
  private volatile Optional<Faults> faults = Optional.empty();

  void troubledBy(Faults trouble) {
    faults = Optional.of(trouble);
  }

  synchronized void add(Mishap mishap, int times) {
    for (var i = 0; i < times; i++) {
      waiting.add(mishap);
    }
  }

  /** The fate of the next event, if it has one. */
  synchronized Optional<Mishap> next(String action) {
    return Optional.ofNullable(waiting.poll())
        .or(() -> faults.flatMap(each -> each.befalling(action)).map(Mishaps::of));
  }

  private static Mishap of(Chance chance) {
    return switch (chance.kind()) {
      case WEBHOOK_LOST -> new Mishap.Lost();
      case WEBHOOK_LATE -> new Mishap.Late(chance.delay());
      case WEBHOOK_DOUBLED -> new Mishap.Doubled();
      case WEBHOOK_REORDERED -> new Mishap.Reordered(chance.delay());
      default -> throw new IllegalArgumentException(chance.kind().word() + " befalls no event");
    };
  }
}
