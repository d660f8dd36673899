package io.proofline.workers.containers;

import io.proofline.text.ComparableText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Cached ids of containers that were found or created, in every spelling of their names.
 * Thread-safe.
 */
final class ContainerIdCache {

  /** Time after which a system lists a new container at the latest. */
  private static final Duration LISTING_LAG = Duration.ofMinutes(1);

  private final Duration timeToLive;
  private final InstantSource clock;
  private final Map<Key, CachedId> entries = new ConcurrentHashMap<>();

  ContainerIdCache(Duration timeToLive, InstantSource clock) {
    this.timeToLive = timeToLive;
    this.clock = clock;
  }

  /**
   * The cached id of a segment.
   *
   * @param useCache false to use only ids of containers that were just created
   */
  Optional<String> find(PathSegment segment, boolean useCache) {
    var now = clock.instant();
    return Optional.ofNullable(entries.get(Key.of(segment)))
        .filter(cachedId -> now.isBefore(useCache ? cachedId.expiresAt : cachedId.freshUntil))
        .map(CachedId::id);
  }

  void putFound(PathSegment segment, String id) {
    var now = clock.instant();
    entries.put(Key.of(segment), new CachedId(id, now.plus(timeToLive), now));
  }

  /** A new id is cached until the system lists it, also if the time to live is shorter. */
  void putCreated(PathSegment segment, String id) {
    var freshUntil = clock.instant().plus(LISTING_LAG);
    var until = clock.instant().plus(timeToLive);
    entries.put(
        Key.of(segment),
        new CachedId(id, until.isAfter(freshUntil) ? until : freshUntil, freshUntil));
  }

  /** Removes an id that the system doesn't know, unless its container was just created. */
  void evict(String id) {
    var now = clock.instant();
    entries
        .values()
        .removeIf(cachedId -> cachedId.id.equals(id) && !now.isBefore(cachedId.freshUntil));
  }

  private record Key(@Nullable String parent, ComparableText name, boolean last) {
    static Key of(PathSegment segment) {
      return new Key(segment.parent(), new ComparableText(segment.name()), segment.last());
    }
  }

  private record CachedId(String id, Instant expiresAt, Instant freshUntil) {}
}
