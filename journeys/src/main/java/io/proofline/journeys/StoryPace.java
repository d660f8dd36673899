package io.proofline.journeys;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Consumer;

/** How a story waits for the one who follows it. */
@FunctionalInterface
public interface StoryPace {

  /** Returns when the next step may come. */
  void pause();

  /** The same time after each step. */
  static StoryPace of(Duration pause) {
    return () -> PollingWait.pause(pause);
  }

  /** Until somebody presses Enter, having been told what it does; at once when nobody can. */
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
