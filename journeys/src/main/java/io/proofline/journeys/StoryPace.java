package io.proofline.journeys;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Consumer;

/** Waits between the steps of a story. */
@FunctionalInterface
public interface StoryPace {

  /** Returns when the next step may start. */
  void pause();

  /** Waits for the same time after each step. */
  static StoryPace of(Duration pause) {
    return () -> PollingWait.pause(pause);
  }

  /** Waits until a person presses Enter; returns at once at the end of the input. */
  static StoryPace onEnter(BufferedReader keys, String what, Consumer<String> out) {
    return () -> {
      out.accept("       Enter " + what);
      try {
        var _ = keys.readLine();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }
}
