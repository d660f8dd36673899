package io.proofline.standalone.soak;

import io.proofline.standalone.journey.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Waits until nothing is wrong and nothing moves any more. */
final class Quiet {

  /** Longer than the demo waits before it looks at an open proof again. */
  private static final Duration STILL = Duration.ofSeconds(30);

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(15);

  private final SandboxDoor sandbox;
  private final Findings findings;
  private final Consumer<String> out;
  private long lastEffect;

  Quiet(SandboxDoor sandbox, Findings findings, Consumer<String> out) {
    this.sandbox = sandbox;
    this.findings = findings;
    this.out = out;
  }

  /**
   * Looks again and again.
   *
   * @return what is wrong in the end; empty when all is well and stayed so
   */
  List<String> await(Asked asked) {
    long start = System.nanoTime();
    long still = start;
    var line = BETWEEN_LINES;
    while (true) {
      var wrong = findings.of(asked);
      if (moved() || !wrong.isEmpty()) {
        still = System.nanoTime();
      }
      if (since(still).compareTo(STILL) >= 0 || since(start).compareTo(PATIENCE) >= 0) {
        return wrong;
      }
      if (since(start).compareTo(line) > 0) {
        out.accept(
            "        %s"
                .formatted(wrong.isEmpty() ? "nothing wrong, still looking" : first(wrong)));
        line = line.plus(BETWEEN_LINES);
      }
      Waiting.pause(PAUSE);
    }
  }

  private boolean moved() {
    var effects = sandbox.effectsSince(lastEffect);
    effects.forEach(each -> lastEffect = Math.max(lastEffect, each.path("number").asLong(0)));
    return !effects.isEmpty();
  }

  private static String first(List<String> wrong) {
    return "%d things are not as they should be yet, such as: %s"
        .formatted(wrong.size(), wrong.getFirst());
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
