package io.proofline.console.notification;

import java.util.Comparator;
import java.util.NavigableSet;
import java.util.Optional;

/**
 * Judges whether a source is silent for longer than is usual for it. Only usual hours count: hours
 * of the week in which the source was heard in most of the last four weeks, so that nights and
 * weekends in which it always rests make no silence. It is silent when as many usual hours have
 * passed as {@code atLeast}, and four times as many as in its longest rest but one of these weeks;
 * the longest one may have been a failure. A source that was heard for less than two weeks is not
 * judged.
 *
 * <p>Hours are numbered since 1970, in UTC. All that is later than the last time the source was
 * heard leaves its usual hours as they were.
 *
 * @param atLeast usual hours, at least 1; 0 to judge no source
 */
record SilenceRule(int atLeast) {

  private static final int HOURS_OF_WEEK = 168;
  private static final int FEWEST_WEEKS = 2;
  private static final int MOST_WEEKS = 4;
  private static final int FACTOR = 4;

  /** Number of hours before the last one in which a source was heard that are needed. */
  static final int HISTORY = (MOST_WEEKS + 1) * HOURS_OF_WEEK;

  /**
   * A silence.
   *
   * @param hours usual hours that have passed since
   * @param limit usual hours from which it is one
   */
  record Silence(int hours, int limit) {}

  /**
   * The silence of a source; empty if there is none.
   *
   * @param heard the hours in which it was heard
   * @param now the present hour, which is not over and does not count
   */
  Optional<Silence> judge(NavigableSet<Long> heard, long now) {
    if (atLeast == 0 || heard.isEmpty()) {
      return Optional.empty();
    }
    long last = heard.last();
    int weeks = (int) Math.min(MOST_WEEKS, (last - heard.first()) / HOURS_OF_WEEK);
    if (weeks < FEWEST_WEEKS) {
      return Optional.empty();
    }
    var known = heard.tailSet(last - (long) weeks * HOURS_OF_WEEK, false);
    var usual = usualHours(known, weeks);
    int hours = count(usual, last, now);
    int limit = Math.max(atLeast, FACTOR * longestRestButOne(known, usual));
    return hours >= limit ? Optional.of(new Silence(hours, limit)) : Optional.empty();
  }

  private static boolean[] usualHours(NavigableSet<Long> heard, int weeks) {
    var counts = new int[HOURS_OF_WEEK];
    heard.forEach(hour -> counts[hourOfWeek(hour)]++);
    var usual = new boolean[HOURS_OF_WEEK];
    for (int i = 0; i < HOURS_OF_WEEK; i++) {
      usual[i] = counts[i] * 2 > weeks;
    }
    return usual;
  }

  private static int hourOfWeek(long hour) {
    return (int) Math.floorMod(hour, (long) HOURS_OF_WEEK);
  }

  /** The usual hours between two others. */
  private static int count(boolean[] usual, long from, long to) {
    int count = 0;
    for (long hour = from + 1; hour < to; hour++) {
      if (usual[hourOfWeek(hour)]) {
        count++;
      }
    }
    return count;
  }

  private static int longestRestButOne(NavigableSet<Long> heard, boolean[] usual) {
    return heard.stream()
        .map(hour -> {
          var next = heard.higher(hour);
          return next == null ? 0 : count(usual, hour, next);
        })
        .sorted(Comparator.reverseOrder())
        .skip(1)
        .findFirst()
        .orElse(0);
  }
}
