package io.proofline.sandbox.photoshelter;

import io.proofline.sandbox.web.Json;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the calls of one key in windows of a minute. */
final class RateLimit {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final int limit;
  private final boolean binds;
  private final Clock clock;
  private Instant ends = Instant.EPOCH;
  private int current;

  RateLimit(int limit, boolean binds, Clock clock) {
    this.limit = limit;
    this.binds = binds;
    this.clock = clock;
  }

  /** Counts one call; refuses it when there were too many, if the limit binds. */
  synchronized void count() {
    if (!clock.instant().isBefore(ends)) {
      ends = clock.instant().plus(WINDOW);
      current = 0;
    }
    current++;
    if (binds && current > limit) {
      throw Refused.tooMany(left());
    }
  }

  synchronized Map<String, @Nullable Object> meta() {
    return Json.object("limit", limit, "current", current, "expires", left().toSeconds());
  }

  private Duration left() {
    return Duration.between(clock.instant(), ends).plusSeconds(1);
  }
}
