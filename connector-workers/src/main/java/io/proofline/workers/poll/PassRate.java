package io.proofline.workers.poll;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** How fast a pass reads, and how long it will take. */
final class PassRate {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final int perMinute;
  private final InstantSource clock;
  private final Instant startedAt;
  private double tokens;
  private Instant lastRefill;
  private int recordReads;

  /**
   * From now on.
   *
   * @param perMinute files at most; 0 for no limit
   */
  PassRate(int perMinute, InstantSource clock) {
    this.perMinute = perMinute;
    this.clock = clock;
    this.startedAt = clock.instant();
    this.lastRefill = startedAt;
    this.tokens = perMinute;
  }

  /** How many may be read now, at most so many; a minute's worth can be saved up. */
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

  /** How long so many more will take at the pace of those before, in words. */
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
