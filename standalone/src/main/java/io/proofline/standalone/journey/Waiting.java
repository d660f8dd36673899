package io.proofline.standalone.journey;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Looks again and again until something is there, saying more and more seldom that it still does.
 */
public final class Waiting {

  /** How long a person would wait for anything. */
  static final Duration LIMIT = Duration.ofMinutes(1);

  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private final Duration limit;
  private final Consumer<String> progress;

  Waiting(Duration limit, Consumer<String> progress) {
    this.limit = limit;
    this.progress = progress;
  }

  /** One look: what was awaited, when it is there, and what was seen in any case. */
  record Look<T>(Optional<T> found, String seen) {

    /** Nothing more than whether it is as it should be. */
    static Look<Boolean> at(boolean there, String seen) {
      return new Look<>(Optional.of(there).filter(yes -> yes), seen);
    }
  }

  <T> T until(String awaited, Supplier<Look<T>> look) {
    long start = System.nanoTime();
    var toSay = SILENCE;
    while (true) {
      var now = look.get();
      var waited = Duration.ofNanos(System.nanoTime() - start);
      if (now.found().isPresent()) {
        return now.found().get();
      }
      if (waited.compareTo(limit) > 0) {
        throw new JourneyFailed(
            "awaited %s for %d s; seen last: %s".formatted(awaited, limit.toSeconds(), now.seen()));
      }
      if (waited.compareTo(toSay) > 0) {
        progress.accept(
            "      waiting for %s, %d s so far; seen: %s"
                .formatted(awaited, waited.toSeconds(), now.seen()));
        toSay = waited.multipliedBy(2);
      }
      pause(PAUSE);
    }
  }

  /** Lets time pass; who is interrupted meanwhile goes no further. */
  public static void pause(Duration length) {
    try {
      Thread.sleep(length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JourneyFailed("interrupted while waiting", e);
    }
  }
}
