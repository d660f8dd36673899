package io.proofline.sandbox.web;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Ends background work before the files below it are closed. */
public final class ExecutorShutdown {
  private static final long PATIENCE_SECONDS = 3;

  private ExecutorShutdown() {}

  /** Interrupts what runs and waits a moment for it to be gone. */
  public static void shutDown(ExecutorService work) {
    work.shutdownNow();
    try {
      var _ = work.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
