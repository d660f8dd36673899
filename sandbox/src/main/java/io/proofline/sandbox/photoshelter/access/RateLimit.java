package io.proofline.sandbox.photoshelter.access;

import io.proofline.sandbox.photoshelter.account.PhotoShelterApiException;
import io.proofline.sandbox.web.Json;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rate limit of one API key, counted in windows of a minute. */
public final class RateLimit {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final int limit;
  private final boolean enforced;
  private final Clock clock;
  private Instant windowEnd = Instant.EPOCH;
  private int current;

  public RateLimit(int limit, boolean binds, Clock clock) {
    this.limit = limit;
    this.enforced = binds;
    this.clock = clock;
  }

  /** Counts one call, and refuses it over the limit if the limit is enforced. */
  public synchronized void countCall() {
    if (!clock.instant().isBefore(windowEnd)) {
      windowEnd = clock.instant().plus(WINDOW);
      current = 0;
    }
    current++;
    if (enforced && current > limit) {
      throw PhotoShelterApiException.tooMany(timeToReset());
    }
  }

  public synchronized Map<String, @Nullable Object> meta() {
    return Json.object("limit", limit, "current", current, "expires", timeToReset().toSeconds());
  }

  private Duration timeToReset() {
    return Duration.between(clock.instant(), windowEnd).plusSeconds(1);
  }
}
