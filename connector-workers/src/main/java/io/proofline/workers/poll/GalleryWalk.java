package io.proofline.workers.poll;

import io.proofline.schemas.avro.GalleryRef;
import io.proofline.schemas.avro.PollSeen;
import io.proofline.schemas.avro.Presence;
import io.proofline.schemas.avro.SeenKind;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Done;
import io.proofline.workers.photoshelter.GalleryPaths;
import io.proofline.workers.photoshelter.ListedGallery;
import io.proofline.workers.photoshelter.PhotoShelterClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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
  private final Readings readings;
  private final OneByOne tolerant;
  private final Duration every;
  private final InstantSource clock;
  private final Deque<Errand> errands = new ArrayDeque<>();
  private Instant until = Instant.MIN;

  /**
   * Files to be read, and what is then known of their gallery.
   *
   * @param gallery null when they have none in common
   * @param lists whether the files in the gallery are to be listed first
   * @param record null when the gallery was deleted
   */
  private record Errand(
      @Nullable String gallery, boolean lists, List<String> files, @Nullable PollSeen record) {

    Errand listed(Collection<String> more) {
      var all = new TreeSet<>(files);
      all.addAll(more);
      return new Errand(gallery, false, List.copyOf(all), record);
    }

    Errand after(int read) {
      return new Errand(gallery, false, files.subList(read, files.size()), record);
    }
  }

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
    this.readings = readings;
    this.tolerant = tolerant;
    this.every = every;
    this.clock = clock;
  }

  /** The next piece; false when there is nothing to do. */
  CallResult<Boolean> piece() {
    if (errands.isEmpty()) {
      return clock.instant().isBefore(until) ? new Done<>(false) : tolerant.tolerate(begin());
    }
    var errand = errands.removeFirst();
    var done = errand.lists() ? list(errand) : read(errand);
    if (!done.equals(new Done<>(true))) {
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
                  trash.ifPresent(this::trash);
                  galleries(galleries);
                  return !errands.isEmpty();
                }));
  }

  private void trash(Set<String> ids) {
    var moved = new TreeSet<>(known.assets(Presence.TRASHED));
    moved.removeAll(ids);
    known.assets(Presence.THERE).stream().filter(ids::contains).forEach(moved::add);
    if (!moved.isEmpty()) {
      errands.add(new Errand(null, false, List.copyOf(moved), null));
    }
  }

  private void galleries(List<ListedGallery> galleries) {
    var before = known.galleries();
    var gone = new HashSet<>(before.keySet());
    readings.write(chunk -> {
      for (var gallery : galleries) {
        var id = gallery.ref().getId();
        gone.remove(id);
        errand(gallery, Optional.ofNullable(before.get(id)))
            .ifPresentOrElse(
                errands::add,
                () -> {
                  if (!record(gallery).equals(before.get(id))) {
                    chunk.seen.put(id, record(gallery));
                  }
                });
      }
    });
    gone.forEach(id -> {
      paths.forget(id);
      errands.add(new Errand(id, false, List.copyOf(known.filesIn(id)), null));
    });
  }

  private Optional<Errand> errand(ListedGallery gallery, Optional<PollSeen> before) {
    var id = gallery.ref().getId();
    var elsewhere =
        known.filesIn(id).stream().filter(file -> isElsewhere(file, gallery, before)).toList();
    if (!elsewhere.isEmpty()) {
      paths.forget(id);
    }
    boolean lists = !watched.current().contains(id) && mayHoldOthers(gallery, before);
    return elsewhere.isEmpty() && !lists
        ? Optional.empty()
        : Optional.of(new Errand(id, lists, elsewhere, record(gallery)));
  }

  /** Whether a file was seen under another path than the one where its gallery is now. */
  private boolean isElsewhere(String file, ListedGallery gallery, Optional<PollSeen> before) {
    var now = gallery.ref();
    if (before.isPresent()) {
      return !now.equals(before.get().getGallery());
    }
    var seen = Objects.requireNonNull(known.asset(file)).getLast();
    return Objects.requireNonNull(seen).getGalleries().stream()
        .filter(ref -> ref.getId().equals(now.getId()))
        .noneMatch(ref -> gallery.placed() ? ref.equals(now) : isNamed(ref, now.getPath()));
  }

  private static boolean isNamed(GalleryRef ref, String name) {
    return ref.getPath().equals(name) || ref.getPath().endsWith("/" + name);
  }

  /** Two that changed places leave the count; when no date tells that, the full pass sees them. */
  private boolean mayHoldOthers(ListedGallery gallery, Optional<PollSeen> before) {
    var count = gallery.count();
    boolean differs = count == null || count != known.filesIn(gallery.ref().getId()).size();
    return before
        .map(last ->
            count == null
                || (differs && !count.equals(last.getCount()))
                || !Objects.equals(gallery.modifiedAt(), last.getModifiedAt()))
        .orElse(differs);
  }

  private CallResult<Boolean> list(Errand errand) {
    var id = Objects.requireNonNull(errand.gallery());
    return tolerant.tolerate(
        library
            .children(id)
            .ifMissing(new Done<>(List.of()))
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

  private static PollSeen record(ListedGallery gallery) {
    return PollSeen.newBuilder()
        .setKind(SeenKind.CONTAINER)
        .setGallery(gallery.ref())
        .setCount(gallery.count())
        .setModifiedAt(gallery.modifiedAt())
        .build();
  }
}
