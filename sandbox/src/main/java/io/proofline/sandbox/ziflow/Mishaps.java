package io.proofline.sandbox.ziflow;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What is to happen to the next events on their way: nothing in the sources promises that each
 * comes once and in order.
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
  }

  private final Deque<Mishap> waiting = new ArrayDeque<>();

  synchronized void add(Mishap mishap, int times) {
    for (var i = 0; i < times; i++) {
      waiting.add(mishap);
    }
  }

  /** The fate of the next event, if it has one. */
  synchronized Optional<Mishap> next() {
    return Optional.ofNullable(waiting.poll());
  }
}
