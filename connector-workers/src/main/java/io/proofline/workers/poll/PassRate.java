package io.proofline.workers.poll;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Limits how many files a pass reads per minute, and estimates its remaining time. */
final class PassRate {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final int perMinute;
  private final InstantSource clock;
  private final Instant startedAt;
  private double tokens;
  private Instant lastRefill;
  private int recordReads;

  /**
   * Starts with one minute's worth of permits.
   *
   * @param perMinute the most files per minute; 0 for no limit
   */
  PassRate(int perMinute, InstantSource clock) {
    this.perMinute = perMinute;
    this.clock = clock;
    this.startedAt = clock.instant();
    this.lastRefill = startedAt;
    this.tokens = perMinute;
  }

  /** How many files may be read now, up to {@code most}; at most one minute's worth accumulates. */
  int permits(int most) {
    if (perMinute == 0) {
      return most;
    }
    var now = clock.instant();
    tokens += perMinute * (double) Duration.between(lastRefill, now).toMillis() / MINUTE.toMillis();
    tokens = Math.min(tokens, perMinute);
    lastRefill = now;
    return (int) Math.min(most, tokens);
  }

  void recordReads(int files) {
    tokens -= files;
    recordReads += files;
  }

  /** The time that this many more files will take at the present rate, as text for people. */
  String remainingTime(int files) {
    if (recordReads == 0) {
      return "";
    }
    var left =
        Duration.between(startedAt, clock.instant()).multipliedBy(files).dividedBy(recordReads);
    return left.compareTo(MINUTE) < 0
        ? ", less than a minute"
        : left.toHours() == 0
            ? ", about %d min".formatted(left.toMinutes())
            : ", about %d h %d min".formatted(left.toHours(), left.toMinutesPart());
  }
}
