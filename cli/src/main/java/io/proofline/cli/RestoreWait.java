package io.proofline.cli;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Waits while a stream processor restores its state, 30 times at most: a minute with the
 * processor's {@code Retry-After}. Each new answer is reported as progress.
 */
final class RestoreWait {

  private static final int MAX_WAITS = 30;
  private static final long MAX_PAUSE_SECONDS = 5;

  private final Consumer<String> progress;
  private int waitsLeft = MAX_WAITS;
  private String reported = "";

  RestoreWait(Consumer<String> progress) {
    this.progress = progress;
  }

  /** Whether an answer says that the same question can be answered later. */
  static boolean isRestoring(HttpResponse<byte[]> answer) {
    return answer.statusCode() == 503 && answer.headers().firstValue("Retry-After").isPresent();
  }

  /** Waits as long as an answer asks for; returns false if the wait is over. */
  boolean pause(HttpResponse<byte[]> answer, String reason) {
    long seconds = answer.headers().firstValueAsLong("Retry-After").orElse(2);
    return pause(Duration.ofSeconds(Math.clamp(seconds, 0, MAX_PAUSE_SECONDS)), reason);
  }

  /** Waits before a question is asked again; returns false if the wait is over. */
  boolean pause(Duration pause, String reason) {
    if (waitsLeft-- <= 0) {
      return false;
    }
    if (!reason.equals(reported)) {
      progress.accept("%s. Waiting, for a minute at most …".formatted(reason));
      reported = reason;
    }
    try {
      Thread.sleep(pause);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
