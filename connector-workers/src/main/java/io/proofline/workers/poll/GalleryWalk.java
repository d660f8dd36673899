package io.proofline.workers.poll;

import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.photoshelter.GalleryPaths;
import io.proofline.workers.photoshelter.ListedGallery;
import io.proofline.workers.photoshelter.PhotoShelterClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What no date of change tells: galleries and collections that were renamed, moved or deleted,
 * files that came into galleries which nobody watches or left them, and what went into the trash or
 * came out of it. One listing of all collections, galleries and of the trash says what to look at;
 * that is done in small pieces.
 */
final class GalleryWalk {

  private static final int PIECE = 10;

  private final PhotoShelterClient library;
  private final GalleryPaths paths;
  private final WatchedGalleries watched;
  private final Known known;
  private final Whereabouts whereabouts;
  private final Readings readings;
  private final OneByOne tolerant;
  private final Duration every;
  private final InstantSource clock;
  private final Deque<Errand> errands = new ArrayDeque<>();
  private Instant until = Instant.MIN;

  GalleryWalk(
      PhotoShelterClient library,
      GalleryPaths paths,
      WatchedGalleries watched,
      Known known,
      Readings readings,
      OneByOne tolerant,
      Duration every,
      InstantSource clock) {
    this.library = library;
    this.paths = paths;
    this.watched = watched;
    this.known = known;
    this.whereabouts = new Whereabouts(known);
    this.readings = readings;
    this.tolerant = tolerant;
    this.every = every;
    this.clock = clock;
  }

  /** The next piece; false when there is nothing to do. */
  CallResult<Boolean> piece() {
    if (errands.isEmpty()) {
      return clock.instant().isBefore(until) ? new Success<>(false) : tolerant.tolerate(begin());
    }
    var errand = errands.removeFirst();
    var done = errand.lists() ? list(errand) : read(errand);
    if (!done.equals(new Success<>(true))) {
      errands.addFirst(errand);
      return done;
    }
    rest();
    return done;
  }

  private void rest() {
    if (errands.isEmpty()) {
      until = clock.instant().plus(every);
    }
  }

  private CallResult<Boolean> begin() {
    until = clock.instant().plus(every); // also when it is refused
    return library
        .listedGalleries()
        .then(galleries ->
            library
                .trashed()
                .map(trash -> {
                  errands.addAll(errands(galleries, trash));
                  return !errands.isEmpty();
                }));
  }

  private List<Errand> errands(List<ListedGallery> galleries, Optional<Set<String>> trash) {
    var all = new ArrayList<Errand>();
    trash
        .map(whereabouts::moved)
        .filter(moved -> !moved.isEmpty())
        .map(Errand::of)
        .ifPresent(all::add);
    readings.write(chunk -> {
      for (var gallery : galleries) {
        var errand = whereabouts.errand(gallery, isWatched(gallery));
        errand.ifPresentOrElse(all::add, () -> note(gallery, chunk));
      }
    });
    whereabouts
        .deleted(galleries)
        .forEach(id -> all.add(new Errand(id, false, List.copyOf(known.filesIn(id)), null)));
    all.stream().map(Errand::gallery).filter(Objects::nonNull).forEach(paths::forget);
    return all;
  }

  private boolean isWatched(ListedGallery gallery) {
    return watched.current().contains(gallery.ref().getId());
  }

  private void note(ListedGallery gallery, Chunk chunk) {
    var id = gallery.ref().getId();
    var record = Whereabouts.record(gallery);
    if (!record.equals(known.gallery(id))) {
      chunk.seen.put(id, record);
    }
  }

  private CallResult<Boolean> list(Errand errand) {
    var id = Objects.requireNonNull(errand.gallery());
    return tolerant.tolerate(
        library
            .children(id)
            .ifNotFound(new Success<>(List.of()))
            .map(now -> {
              errands.addFirst(errand.listed(Memberships.apart(now, known.filesIn(id))));
              return true;
            }));
  }

  private CallResult<Boolean> read(Errand errand) {
    var some = errand.files().stream().limit(PIECE).toList();
    boolean last = some.size() == errand.files().size();
    Readings.End end =
        (chunk, _) -> {
          if (last && errand.gallery() != null) {
            chunk.seen.put(errand.gallery(), errand.record());
          }
        };
    return readings
        .read(some, end)
        .map(done -> {
          if (done && !last) {
            errands.addFirst(errand.after(some.size()));
          }
          return done;
        });
  }
}
