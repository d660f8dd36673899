package io.proofline.workers.poll;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** How fast a pass reads, and how long it will take. */
final class Pace {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final int perMinute;
  private final InstantSource clock;
  private final Instant began;
  private double saved;
  private Instant filled;
  private int read;

  /**
   * From now on.
   *
   * @param perMinute files at most; 0 for no limit
   */
  Pace(int perMinute, InstantSource clock) {
    this.perMinute = perMinute;
    this.clock = clock;
    this.began = clock.instant();
    this.filled = began;
    this.saved = perMinute;
  }

  /** How many may be read now, at most so many; a minute's worth can be saved up. */
  int allowed(int most) {
    if (perMinute == 0) {
      return most;
    }
    var now = clock.instant();
    saved += perMinute * (double) Duration.between(filled, now).toMillis() / MINUTE.toMillis();
    saved = Math.min(saved, perMinute);
    filled = now;
    return (int) Math.min(most, saved);
  }

  void read(int files) {
    saved -= files;
    read += files;
  }

  /** How long so many more will take at the pace of those before, in words. */
  String left(int files) {
    if (read == 0) {
      return "";
    }
    var left = Duration.between(began, clock.instant()).multipliedBy(files).dividedBy(read);
    return left.compareTo(MINUTE) < 0
        ? ", less than a minute"
        : left.toHours() == 0
            ? ", about %d min".formatted(left.toMinutes())
            : ", about %d h %d min".formatted(left.toHours(), left.toMinutesPart());
  }
}
