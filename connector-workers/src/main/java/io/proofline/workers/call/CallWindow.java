package io.proofline.workers.call;

import java.util.concurrent.TimeUnit;

/** Counts the calls of the last minute, by second. Callers pass the time, and lock. */
final class CallWindow {

  private static final int SECONDS = 60;

  private final int[] calls = new int[SECONDS];
  private long newest;

  CallWindow(long now) {
    newest = TimeUnit.NANOSECONDS.toSeconds(now);
  }

  void count(long now) {
    moveTo(now);
    calls[Math.floorMod(newest, SECONDS)]++;
  }

  int total(long now) {
    moveTo(now);
    int total = 0;
    for (int of : calls) {
      total += of;
    }
    return total;
  }

  /** Empties the seconds that have passed without a call. */
  private void moveTo(long now) {
    long second = TimeUnit.NANOSECONDS.toSeconds(now);
    for (long each = Math.max(newest + 1, second - SECONDS + 1); each <= second; each++) {
      calls[Math.floorMod(each, SECONDS)] = 0;
    }
    newest = Math.max(newest, second);
  }
}
