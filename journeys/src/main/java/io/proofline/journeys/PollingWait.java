package io.proofline.journeys;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Looks again and again until something is there, saying more and more seldom that it still does.
 */
public final class PollingWait {

  /** How long a person would wait for anything. */
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

    /** Nothing more than whether it is as it should be. */
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

  /** Lets time pass; who is interrupted meanwhile goes no further. */
  public static void pause(Duration length) {
    try {
      Thread.sleep(length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JourneyFailedException("interrupted while waiting", e);
    }
  }
}
