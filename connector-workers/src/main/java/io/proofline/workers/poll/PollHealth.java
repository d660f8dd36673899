package io.proofline.workers.poll;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the poller knows of its own state. Written by the poller, read by any thread. */
public final class PollHealth {

  private final CountDownLatch firstPass = new CountDownLatch(1);
  private volatile @Nullable String failure;
  private volatile @Nullable String progress;
  private volatile String state = "another instance polls, or none yet";

  /** Why the last turn did not come to its end; empty when it did. */
  public Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /** What the poller does, in words. */
  public String state() {
    var pass = progress;
    return pass == null ? state : state + "; " + pass;
  }

  /**
   * Waits until the library was looked at as a whole once: what is selected from then on is seen.
   *
   * @return whether it was, within that time
   */
  public boolean awaitFirstPass(Duration atMost) throws InterruptedException {
    return firstPass.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  void markFirstPassDone() {
    firstPass.countDown();
  }

  /** How far a pass has come; null between passes. */
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
