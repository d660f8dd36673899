package io.proofline.workers.photoshelter;

import io.proofline.schemas.avro.GalleryRef;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Success;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A cache of the paths of galleries, with a time to live. Any number of threads. */
public final class GalleryPathCache {

  private final PhotoShelterClient library;
  private final Duration timeToLive;
  private final InstantSource clock;
  private final Map<String, CachedPath> entries = new ConcurrentHashMap<>();

  public GalleryPathCache(PhotoShelterClient library, Duration life, InstantSource clock) {
    this.library = library;
    this.timeToLive = life;
    this.clock = clock;
  }

  /** The path of a gallery, cached or read. */
  public CallResult<GalleryRef> find(Gallery gallery) {
    var path = entries.get(gallery.id());
    if (path != null && clock.instant().isBefore(path.expiresAt())) {
      return new Success<>(path.ref());
    }
    return read(gallery)
        .map(crumbs -> {
          var ref = new GalleryRef(gallery.id(), crumbs.path(), crumbs.collectionIds());
          entries.put(gallery.id(), new CachedPath(ref, clock.instant().plus(timeToLive)));
          return ref;
        });
  }

  /** Forgets a path, so that it is read again. */
  public void evict(String gallery) {
    entries.remove(gallery);
  }

  /** A gallery with an empty path gets its name as its path. */
  private CallResult<GalleryPath> read(Gallery gallery) {
    return library
        .galleryPath(gallery)
        .ifNotFound(new Success<>(GalleryPath.NONE))
        .then(crumbs -> {
          if (!crumbs.names().isEmpty()) {
            return new Success<>(crumbs);
          }
          return gallery.name().isEmpty()
              ? library.galleryName(gallery.id()).map(GalleryPathCache::fromName)
              : new Success<>(fromName(gallery.name()));
        });
  }

  private static GalleryPath fromName(String name) {
    return new GalleryPath(List.of(name), List.of());
  }

  private record CachedPath(GalleryRef ref, Instant expiresAt) {}
}
