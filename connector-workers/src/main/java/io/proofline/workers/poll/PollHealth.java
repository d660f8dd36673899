package io.proofline.workers.poll;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the poller knows of its own state. Written by the poller, read by any thread. */
public final class PollHealth {

  private volatile @Nullable String trouble;
  private volatile String state = "another instance polls, or none yet";

  /** Why the last turn did not come to its end; empty when it did. */
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /** What the poller does, in words. */
  public String state() {
    return state;
  }

  void is(String now) {
    state = now;
  }

  void has(@Nullable String cause) {
    trouble = cause;
  }
}
