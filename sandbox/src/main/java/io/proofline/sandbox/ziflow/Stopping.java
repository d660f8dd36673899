package io.proofline.sandbox.ziflow;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Ends background work before the files below it are closed. */
final class Stopping {
  private static final long PATIENCE_SECONDS = 3;

  private Stopping() {}

  /** Interrupts what runs and waits a moment for it to be gone. */
  static void now(ExecutorService work) {
    work.shutdownNow();
    try {
      var _ = work.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
