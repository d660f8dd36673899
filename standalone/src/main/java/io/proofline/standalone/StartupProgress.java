package io.proofline.standalone;

import java.time.Duration;
import java.util.function.Consumer;

/** Prints each part as it is started, with the time since the beginning. */
final class StartupProgress {

  private final long start = System.nanoTime();
  private final Consumer<String> out;

  StartupProgress(Consumer<String> out) {
    this.out = out;
  }

  void report(String what) {
    out.accept("  %4.1f s  %s".formatted(seconds(), what));
  }

  double seconds() {
    return Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
  }
}
