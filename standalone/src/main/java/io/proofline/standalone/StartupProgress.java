package io.proofline.standalone;

import java.time.Duration;
import java.util.function.Consumer;

/** Says what is being started, and how long it took so far. */
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
