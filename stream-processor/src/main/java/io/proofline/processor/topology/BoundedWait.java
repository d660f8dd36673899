package io.proofline.processor.topology;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.errors.StreamsException;

/**
 * Waits on a stream thread for a record of a global store, whose thread may lag behind: looks every
 * 50 ms, for 5 s. That is less than Kafka Streams' transaction time-out of 10 s.
 */
public final class BoundedWait {

  private static final Duration INTERVAL = Duration.ofMillis(50);
  private static final int LOOKS = 100;

  private final Sleeper sleeper;

  /** A wait that sleeps between its looks. */
  public BoundedWait() {
    this(Thread::sleep);
  }

  /** A wait with another kind of sleep. */
  public BoundedWait(Sleeper sleeper) {
    this.sleeper = sleeper;
  }

  /**
   * Looks until there is a value.
   *
   * @return empty if there was none for 5 s
   * @throws StreamsException if the thread is interrupted
   */
  public <T> Optional<T> until(Supplier<Optional<T>> look) {
    var value = look.get();
    for (int looks = 0; value.isEmpty() && looks < LOOKS; looks++) {
      sleep();
      value = look.get();
    }
    return value;
  }

  private void sleep() {
    try {
      sleeper.sleep(INTERVAL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StreamsException("Interrupted while waiting for a record of a global store", e);
    }
  }

  /** Sleeps, as {@link Thread#sleep(Duration)} does. */
  public interface Sleeper {

    void sleep(Duration time) throws InterruptedException;
  }
}
