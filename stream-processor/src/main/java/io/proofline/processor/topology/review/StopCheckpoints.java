package io.proofline.processor.topology.review;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Lets the tasks of this instance sign their newest entries of the audit trail before the service
 * stops, so that a checkpoint covers them while it is down. Thread-safe.
 */
public final class StopCheckpoints {

  private final Set<AuditCheckpointProcessor> uncovered = new HashSet<>();
  private volatile boolean stopping;

  /** Whether a task signs each entry at once. */
  boolean isStopping() {
    return stopping;
  }

  /** Reports whether a checkpoint covers all entries of a task. */
  synchronized void update(AuditCheckpointProcessor task, boolean isCovered) {
    boolean changed = isCovered ? uncovered.remove(task) : uncovered.add(task);
    if (changed && uncovered.isEmpty()) {
      notifyAll();
    }
  }

  /**
   * Lets the tasks sign all entries, also later ones, and waits for it.
   *
   * @return whether all were signed in time
   */
  public synchronized boolean sign(Duration timeout) throws InterruptedException {
    stopping = true;
    long end = System.nanoTime() + timeout.toNanos();
    while (!uncovered.isEmpty()) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }
}
