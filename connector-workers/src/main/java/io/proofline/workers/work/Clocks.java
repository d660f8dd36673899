package io.proofline.workers.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * A wall clock for timestamps, and a monotonic clock for durations and deadlines.
 *
 * @param nanos monotonic, such as {@link System#nanoTime}
 */
public record Clocks(InstantSource clock, LongSupplier nanos) {

  /** The system's clocks. */
  public static Clocks system() {
    return new Clocks(InstantSource.system(), System::nanoTime);
  }

  public Instant now() {
    return clock.instant();
  }

  /** A point of the monotonic clock, for {@link #isPast}. */
  public long deadlineAfter(Duration duration) {
    return nanos.getAsLong() + duration.toNanos();
  }

  public boolean isPast(long point) {
    return nanos.getAsLong() - point >= 0;
  }
}
