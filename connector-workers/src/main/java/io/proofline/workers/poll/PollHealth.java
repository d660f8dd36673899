package io.proofline.workers.poll;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The poller's state for the health endpoint. The poller writes it; any thread may read it. */
public final class PollHealth {

  private final CountDownLatch firstPass = new CountDownLatch(1);
  private final AtomicLong unreadableRecords = new AtomicLong();
  private volatile @Nullable String failure;
  private volatile @Nullable String progress;
  private volatile String state = "another instance polls, or none yet";

  /** Why the last turn failed; empty when it succeeded. */
  public Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /** The poller's present state, as text for people. */
  public String state() {
    var pass = progress;
    return pass == null ? state : state + "; " + pass;
  }

  /**
   * Waits until the first pass is complete; selections made after it are found.
   *
   * @return whether it completed within that time
   */
  public boolean awaitFirstPass(Duration atMost) throws InterruptedException {
    return firstPass.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  void markFirstPassDone() {
    firstPass.countDown();
  }

  /**
   * Records of {@code poll.cursor} and {@code poll.seen} that could not be read, and were skipped.
   */
  public long unreadableRecords() {
    return unreadableRecords.get();
  }

  void countUnreadable() {
    unreadableRecords.incrementAndGet();
  }

  /** Sets the progress of the running pass; null between passes. */
  void progress(@Nullable String now) {
    progress = now;
  }

  void setState(String now) {
    state = now;
  }

  void setFailure(@Nullable String cause) {
    failure = cause;
  }
}
