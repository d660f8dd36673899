package io.proofline.workers.poll;

import io.proofline.schemas.avro.GalleryRef;
import io.proofline.text.ComparableText;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.photoshelter.Gallery;
import io.proofline.workers.photoshelter.GalleryPathCache;
import io.proofline.workers.photoshelter.PhotoShelterClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The ids of the galleries that the rules watch. Rules name a gallery by {@code id:}, by path, or
 * by name, which means every gallery of that name. Looked up again every {@link
 * PollSettings#galleriesEvery}, and at once when the rules change.
 */
final class WatchedGalleries {

  private static final String ID = "id:";

  private final PhotoShelterClient library;
  private final GalleryPathCache paths;
  private final Duration every;
  private final InstantSource clock;
  private List<String> names = List.of();
  private List<String> ids = List.of();
  private Instant expiresAt = Instant.MIN;

  WatchedGalleries(
      PhotoShelterClient library, GalleryPathCache paths, Duration every, InstantSource clock) {
    this.library = library;
    this.paths = paths;
    this.every = every;
    this.clock = clock;
  }

  CallResult<List<String>> ids(List<String> wanted) {
    if (wanted.equals(names) && clock.instant().isBefore(expiresAt)) {
      return new Success<>(ids);
    }
    return resolve(wanted)
        .map(found -> {
          names = List.copyOf(wanted);
          ids = found;
          expiresAt = clock.instant().plus(every);
          return found;
        });
  }

  /** The ids of the last look-up. */
  List<String> current() {
    return ids;
  }

  private CallResult<List<String>> resolve(List<String> wanted) {
    var found = new LinkedHashSet<String>();
    for (String name : wanted) {
      switch (resolve(name)) {
        case Success<List<String>>(var some) -> found.addAll(some);
        case Failure<List<String>>(var error) -> {
          return new Failure<>(error);
        }
      }
    }
    return new Success<>(List.copyOf(found));
  }

  private CallResult<List<String>> resolve(String wanted) {
    if (wanted.startsWith(ID)) {
      return new Success<>(List.of(wanted.substring(ID.length()).strip()));
    }
    var name = wanted.substring(wanted.lastIndexOf('/') + 1);
    return library
        .galleriesNamed(name)
        .then(galleries -> wanted.contains("/") ? withPath(wanted, galleries) : allIds(galleries));
  }

  private static CallResult<List<String>> allIds(List<Gallery> galleries) {
    return new Success<>(galleries.stream().map(Gallery::id).toList());
  }

  private CallResult<List<String>> withPath(String path, List<Gallery> galleries) {
    var found = new ArrayList<String>();
    for (Gallery gallery : galleries) {
      switch (paths.find(gallery)) {
        case Success<GalleryRef>(var here) when ComparableText.areEqual(here.getPath(), path) ->
            found.add(gallery.id());
        case Success<GalleryRef> _ -> {}
        case Failure<GalleryRef>(var error) -> {
          return new Failure<>(error);
        }
      }
    }
    return new Success<>(List.copyOf(found));
  }
}
