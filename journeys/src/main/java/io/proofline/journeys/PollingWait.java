package io.proofline.journeys;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Polls until an awaited state is reached, and reports progress at growing intervals. */
public final class PollingWait {

  /** Time-out of an expectation. */
  static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(1);

  private static final Duration POLL_INTERVAL = Duration.ofMillis(200);
  private static final Duration FIRST_REPORT = Duration.ofSeconds(5);

  private final Duration timeout;
  private final Consumer<String> progress;

  PollingWait(Duration limit, Consumer<String> progress) {
    this.timeout = limit;
    this.progress = progress;
  }

  /** One observation: the awaited value if it is there, and a description of the state. */
  record Observation<T>(Optional<T> found, String lastSeen) {

    /** An observation without a value: whether the condition is met. */
    static Observation<Boolean> of(boolean there, String seen) {
      return new Observation<>(Optional.of(there).filter(yes -> yes), seen);
    }
  }

  <T> T until(String awaited, Supplier<Observation<T>> look) {
    long start = System.nanoTime();
    var toSay = FIRST_REPORT;
    while (true) {
      var now = look.get();
      var waited = Duration.ofNanos(System.nanoTime() - start);
      if (now.found().isPresent()) {
        return now.found().get();
      }
      if (waited.compareTo(timeout) > 0) {
        throw new JourneyFailedException(
            "awaited %s for %d s; seen last: %s"
                .formatted(awaited, timeout.toSeconds(), now.lastSeen()));
      }
      if (waited.compareTo(toSay) > 0) {
        progress.accept(
            "      waiting for %s, %d s so far; seen: %s"
                .formatted(awaited, waited.toSeconds(), now.lastSeen()));
        toSay = waited.multipliedBy(2);
      }
      pause(POLL_INTERVAL);
    }
  }

  /** Sleeps; an interrupt fails the journey. */
  public static void pause(Duration length) {
    try {
      Thread.sleep(length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JourneyFailedException("interrupted while waiting", e);
    }
  }
}
