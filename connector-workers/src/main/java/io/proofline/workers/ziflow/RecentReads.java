package io.proofline.workers.ziflow;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.function.LongSupplier;

/**
 * Remembers which proofs were read by id recently. A search may lag behind such a read, and a known
 * decision would then look withdrawn. Reads of an earlier process are unknown, so at first every
 * proof counts as read. Any number of threads.
 */
final class RecentReads {

  private final long lag;
  private final LongSupplier nanos;
  private final long startedAt;

  /** When each proof was last read, oldest first. */
  private final LinkedHashMap<String, Long> lastReads = new LinkedHashMap<>();

  /**
   * Starts empty.
   *
   * @param lag how far a search may lag
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
