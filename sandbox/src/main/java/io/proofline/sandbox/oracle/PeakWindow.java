package io.proofline.sandbox.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;

/** The time window with the most events; the window excludes its end. */
record PeakWindow(int count, Instant from) {
  /**
   * @param times oldest first
   */
  static PeakWindow of(List<Instant> times, Duration span) {
    var peakWindow = new PeakWindow(0, Instant.EPOCH);
    var window = new ArrayDeque<Instant>();
    for (var at : times) {
      window.add(at);
      while (!window.element().plus(span).isAfter(at)) {
        window.remove();
      }
      if (window.size() > peakWindow.count()) {
        peakWindow = new PeakWindow(window.size(), window.element());
      }
    }
    return peakWindow;
  }
}
