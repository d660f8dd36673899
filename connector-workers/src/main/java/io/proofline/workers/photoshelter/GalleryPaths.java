package io.proofline.workers.photoshelter;

import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Done;
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

  /** Collections above a gallery and its own name, joined by a slash, outermost first. */
  public CallResult<String> of(Gallery gallery) {
    var path = known.get(gallery.id());
    if (path != null && clock.instant().isBefore(path.until())) {
      return new Done<>(path.text());
    }
    return read(gallery)
        .map(names -> {
          var text = String.join("/", names);
          known.put(gallery.id(), new Known(text, clock.instant().plus(life)));
          return text;
        });
  }

  /** A gallery whose path says nothing still has a name. */
  private CallResult<List<String>> read(Gallery gallery) {
    return library
        .galleryPath(gallery.id())
        .ifMissing(new Done<>(List.of()))
        .then(names -> {
          if (!names.isEmpty()) {
            return new Done<>(names);
          }
          return gallery.name().isEmpty()
              ? library.galleryName(gallery.id()).map(List::of)
              : new Done<>(List.of(gallery.name()));
        });
  }

  private record Known(String text, Instant until) {}
}
