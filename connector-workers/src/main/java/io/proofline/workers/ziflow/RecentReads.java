package io.proofline.workers.ziflow;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.function.LongSupplier;

/**
 * Which proofs were asked for by their id a short while ago. A search may lag behind what was seen
 * then, and would tell of a decision that it is taken back. Of what an earlier process saw nothing
 * is known, so at first everything counts as seen. Any number of threads may ask.
 */
final class RecentReads {

  private final long lag;
  private final LongSupplier nanos;
  private final long startedAt;

  /** When each was last asked for, the oldest first. */
  private final LinkedHashMap<String, Long> lastReads = new LinkedHashMap<>();

  /**
   * Nothing yet.
   *
   * @param lag how far a search may lag behind
   * @param nanos monotonic, such as {@link System#nanoTime}
   */
  RecentReads(Duration lag, LongSupplier nanos) {
    this.lag = lag.toNanos();
    this.nanos = nanos;
    this.startedAt = nanos.getAsLong();
  }

  synchronized void record(String id) {
    long now = nanos.getAsLong();
    lastReads.values().removeIf(at -> now - at >= lag);
    lastReads.putLast(id, now);
  }

  synchronized boolean contains(String id) {
    long now = nanos.getAsLong();
    return now - startedAt < lag || (lastReads.containsKey(id) && now - lastReads.get(id) < lag);
  }
}
