package io.proofline.workers.containers;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Ids of containers that were found or made, remembered for a while. Any number of threads. */
final class ContainerIdCache {

  /** A system may need this long until it lists what was made. */
  private static final Duration LISTING_LAG = Duration.ofMinutes(1);

  private final Duration timeToLive;
  private final InstantSource clock;
  private final Map<PathSegment, CachedId> entries = new ConcurrentHashMap<>();

  ContainerIdCache(Duration life, InstantSource clock) {
    this.timeToLive = life;
    this.clock = clock;
  }

  /**
   * What is known of a place.
   *
   * @param useCache false where only what was made a moment ago counts
   */
  Optional<String> find(PathSegment segment, boolean useCache) {
    var now = clock.instant();
    return Optional.ofNullable(entries.get(segment))
        .filter(cachedId -> now.isBefore(useCache ? cachedId.expiresAt : cachedId.freshUntil))
        .map(CachedId::id);
  }

  void putFound(PathSegment segment, String id) {
    var now = clock.instant();
    entries.put(segment, new CachedId(id, now.plus(timeToLive), now));
  }

  /** It stays known until the system lists it, however short our memory is. */
  void putCreated(PathSegment segment, String id) {
    var young = clock.instant().plus(LISTING_LAG);
    var until = clock.instant().plus(timeToLive);
    entries.put(segment, new CachedId(id, until.isAfter(young) ? until : young, young));
  }

  /** Forgets an id that the system does not know, but not what was made a moment ago. */
  void evict(String id) {
    var now = clock.instant();
    entries
        .values()
        .removeIf(cachedId -> cachedId.id.equals(id) && !now.isBefore(cachedId.freshUntil));
  }

  private record CachedId(String id, Instant expiresAt, Instant freshUntil) {}
}
