package io.proofline.sandbox.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;

/** The span of time in which most happened; a span does not hold its own end. */
record Busiest(int count, Instant from) {
  /**
   * @param times oldest first
   */
  static Busiest of(List<Instant> times, Duration span) {
    var busiest = new Busiest(0, Instant.EPOCH);
    var window = new ArrayDeque<Instant>();
    for (var at : times) {
      window.add(at);
      while (!window.element().plus(span).isAfter(at)) {
        window.remove();
      }
      if (window.size() > busiest.count()) {
        busiest = new Busiest(window.size(), window.element());
      }
    }
    return busiest;
  }
}
