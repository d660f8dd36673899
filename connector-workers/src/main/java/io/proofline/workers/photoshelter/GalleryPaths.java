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

/** Paths of galleries, remembered for a while. Any number of threads may ask. */
public final class GalleryPaths {

  private final PhotoShelterClient library;
  private final Duration life;
  private final InstantSource clock;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  public GalleryPaths(PhotoShelterClient library, Duration life, InstantSource clock) {
    this.library = library;
    this.life = life;
    this.clock = clock;
  }

  /** The gallery with the collections above it. */
  public CallResult<GalleryRef> of(Gallery gallery) {
    var path = known.get(gallery.id());
    if (path != null && clock.instant().isBefore(path.until())) {
      return new Success<>(path.ref());
    }
    return read(gallery)
        .map(crumbs -> {
          var ref = new GalleryRef(gallery.id(), crumbs.path(), crumbs.collections());
          known.put(gallery.id(), new Known(ref, clock.instant().plus(life)));
          return ref;
        });
  }

  /** Believes a path no longer. */
  public void forget(String gallery) {
    known.remove(gallery);
  }

  /** A gallery whose path says nothing still has a name. */
  private CallResult<Breadcrumb> read(Gallery gallery) {
    return library
        .galleryPath(gallery)
        .ifNotFound(new Success<>(Breadcrumb.NONE))
        .then(crumbs -> {
          if (!crumbs.names().isEmpty()) {
            return new Success<>(crumbs);
          }
          return gallery.name().isEmpty()
              ? library.galleryName(gallery.id()).map(GalleryPaths::named)
              : new Success<>(named(gallery.name()));
        });
  }

  private static Breadcrumb named(String name) {
    return new Breadcrumb(List.of(name), List.of());
  }

  private record Known(GalleryRef ref, Instant until) {}
}
