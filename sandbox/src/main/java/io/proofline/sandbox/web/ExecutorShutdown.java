package io.proofline.sandbox.web;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Shuts down an executor before the files that its tasks use are closed. */
public final class ExecutorShutdown {
  private static final long TIMEOUT_SECONDS = 3;

  private ExecutorShutdown() {}

  /** Interrupts running tasks and waits briefly for them to end. */
  public static void shutDown(ExecutorService work) {
    work.shutdownNow();
    try {
      var _ = work.awaitTermination(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
