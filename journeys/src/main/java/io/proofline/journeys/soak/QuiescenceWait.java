package io.proofline.journeys.soak;

import io.proofline.journeys.PollingWait;
import io.proofline.journeys.SandboxClient;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Waits until the verifier finds no problem and the simulators see no more changes. */
final class QuiescenceWait {

  /** Longer than the interval at which the demo rereads open proofs. */
  private static final Duration REQUIRED_QUIET_TIME = Duration.ofSeconds(30);

  private static final Duration TIMEOUT = Duration.ofMinutes(4);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(15);

  private final SandboxClient sandbox;
  private final SoakVerifier soakVerifier;
  private final Consumer<String> out;
  private long lastEffect;

  QuiescenceWait(SandboxClient sandbox, SoakVerifier soakVerifier, Consumer<String> out) {
    this.sandbox = sandbox;
    this.soakVerifier = soakVerifier;
    this.out = out;
  }

  /**
   * Verifies repeatedly, for four minutes at most.
   *
   * @return problems of the last check; empty if there were none for 30 seconds
   */
  List<String> await(ExpectedProofs expectedProofs) {
    long start = System.nanoTime();
    long still = start;
    var line = BETWEEN_LINES;
    while (true) {
      var wrong = soakVerifier.verify(expectedProofs);
      if (hasNewEffects() || !wrong.isEmpty()) {
        still = System.nanoTime();
      }
      if (since(still).compareTo(REQUIRED_QUIET_TIME) >= 0
          || since(start).compareTo(TIMEOUT) >= 0) {
        return wrong;
      }
      if (since(start).compareTo(line) > 0) {
        out.accept(
            "        %s".formatted(wrong.isEmpty() ? "no problems, still checking" : first(wrong)));
        line = line.plus(BETWEEN_LINES);
      }
      PollingWait.pause(PAUSE);
    }
  }

  private boolean hasNewEffects() {
    var effects = sandbox.effectsSince(lastEffect);
    effects.forEach(each -> lastEffect = Math.max(lastEffect, each.path("number").asLong(0)));
    return !effects.isEmpty();
  }

  private static String first(List<String> wrong) {
    return "%d problems so far, such as: %s".formatted(wrong.size(), wrong.getFirst());
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
