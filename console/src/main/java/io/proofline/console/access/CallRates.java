package io.proofline.console.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Limits the calls of each token with a token bucket, which holds those of ten seconds. Each
 * instance of the console counts for itself. Thread-safe.
 */
final class CallRates {

  private static final int MOST_REMEMBERED = 10_000;
  private static final double SECONDS_PER_MINUTE = 60;
  private static final double SECONDS_OF_BURST = 10;

  private final double perSecond;
  private final double most;
  private final InstantSource clock;
  private final Map<String, Bucket> byToken = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * Rates that begin now.
   *
   * @param perMinute calls of each token; 0 for no limit
   */
  CallRates(int perMinute, InstantSource clock) {
    this.perSecond = perMinute / SECONDS_PER_MINUTE;
    this.most = Math.max(1, perSecond * SECONDS_OF_BURST);
    this.clock = clock;
  }

  private record Bucket(double calls, Instant at) {}

  /** Counts a call; if it is one too many, the time after which another is accepted. */
  synchronized Optional<Duration> count(String tokenId) {
    if (perSecond == 0) {
      return Optional.empty();
    }
    var now = clock.instant();
    var bucket = byToken.getOrDefault(tokenId, new Bucket(most, now));
    double elapsed = Math.max(0, Duration.between(bucket.at(), now).toMillis() / 1000.0);
    double calls = Math.min(most, bucket.calls() + elapsed * perSecond);
    boolean accepted = calls >= 1;
    byToken.put(tokenId, new Bucket(accepted ? calls - 1 : calls, now));
    while (byToken.size() > MOST_REMEMBERED) {
      byToken.remove(byToken.keySet().iterator().next());
    }
    return accepted
        ? Optional.empty()
        : Optional.of(Duration.ofMillis((long) Math.ceil((1 - calls) / perSecond * 1000)));
  }
}
