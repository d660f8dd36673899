package io.proofline.workers.containers;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Ids of containers that were found or made, remembered for a while. Any number of threads. */
final class Known {

  /** A system may need this long until it lists what was made. */
  private static final Duration LAG = Duration.ofMinutes(1);

  private final Duration life;
  private final InstantSource clock;
  private final Map<Place, Entry> entries = new ConcurrentHashMap<>();

  Known(Duration life, InstantSource clock) {
    this.life = life;
    this.clock = clock;
  }

  /**
   * What is known of a place.
   *
   * @param trusting false where only what was made a moment ago counts
   */
  Optional<String> id(Place place, boolean trusting) {
    var now = clock.instant();
    return Optional.ofNullable(entries.get(place))
        .filter(entry -> now.isBefore(trusting ? entry.until : entry.youngUntil))
        .map(Entry::id);
  }

  void found(Place place, String id) {
    var now = clock.instant();
    entries.put(place, new Entry(id, now.plus(life), now));
  }

  /** It stays known until the system lists it, however short our memory is. */
  void made(Place place, String id) {
    var young = clock.instant().plus(LAG);
    var until = clock.instant().plus(life);
    entries.put(place, new Entry(id, until.isAfter(young) ? until : young, young));
  }

  /** Forgets an id that the system does not know, but not what was made a moment ago. */
  void forget(String id) {
    var now = clock.instant();
    entries.values().removeIf(entry -> entry.id.equals(id) && !now.isBefore(entry.youngUntil));
  }

  private record Entry(String id, Instant until, Instant youngUntil) {}
}
