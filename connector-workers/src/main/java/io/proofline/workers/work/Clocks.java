package io.proofline.workers.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The clocks: one to write dates, one to measure.
 *
 * @param nanos monotonic, such as {@link System#nanoTime}
 */
public record Clocks(InstantSource clock, LongSupplier nanos) {

  /** This machine's. */
  public static Clocks system() {
    return new Clocks(InstantSource.system(), System::nanoTime);
  }

  public Instant now() {
    return clock.instant();
  }

  /** A point on the monotonic clock, to be asked with {@link #isPast}. */
  public long deadlineAfter(Duration duration) {
    return nanos.getAsLong() + duration.toNanos();
  }

  public boolean isPast(long point) {
    return nanos.getAsLong() - point >= 0;
  }
}
