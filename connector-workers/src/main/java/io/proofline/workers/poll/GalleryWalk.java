package io.proofline.workers.poll;

import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.photoshelter.GalleryPathCache;
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
 * Finds changes that no modification date shows: renamed, moved and deleted galleries and
 * collections, files added to or removed from galleries that no rule watches, and files moved into
 * or out of the trash. One listing of all collections, galleries and the trash shows which files to
 * read; they are read in small steps.
 */
final class GalleryWalk {

  private static final int STEP_SIZE = 10;

  private final PhotoShelterClient library;
  private final GalleryPathCache paths;
  private final WatchedGalleries watched;
  private final PollerState pollerState;
  private final ListingDiff listingDiff;
  private final AssetReader assetReader;
  private final TolerantRunner runner;
  private final Duration every;
  private final InstantSource clock;
  private final Deque<ReadRequest> readRequests = new ArrayDeque<>();
  private Instant nextWalkAt = Instant.MIN;

  GalleryWalk(
      PhotoShelterClient library,
      GalleryPathCache paths,
      WatchedGalleries watched,
      PollerState pollerState,
      AssetReader assetReader,
      TolerantRunner runner,
      Duration every,
      InstantSource clock) {
    this.library = library;
    this.paths = paths;
    this.watched = watched;
    this.pollerState = pollerState;
    this.listingDiff = new ListingDiff(pollerState);
    this.assetReader = assetReader;
    this.runner = runner;
    this.every = every;
    this.clock = clock;
  }

  /** Runs the next step; false when there is nothing to do. */
  CallResult<Boolean> runStep() {
    if (readRequests.isEmpty()) {
      return clock.instant().isBefore(nextWalkAt) ? new Success<>(false) : runner.tolerate(begin());
    }
    var readRequest = readRequests.removeFirst();
    var done = readRequest.listFirst() ? list(readRequest) : read(readRequest);
    if (!done.equals(new Success<>(true))) {
      readRequests.addFirst(readRequest);
      return done;
    }
    scheduleNextWalk();
    return done;
  }

  private void scheduleNextWalk() {
    if (readRequests.isEmpty()) {
      nextWalkAt = clock.instant().plus(every);
    }
  }

  private CallResult<Boolean> begin() {
    nextWalkAt = clock.instant().plus(every); // also when the listing fails
    return library
        .listGalleries()
        .then(galleries ->
            library
                .trashedIds()
                .map(trash -> {
                  readRequests.addAll(readRequests(galleries, trash));
                  return !readRequests.isEmpty();
                }));
  }

  private List<ReadRequest> readRequests(
      List<ListedGallery> galleries, Optional<Set<String>> trash) {
    var all = new ArrayList<ReadRequest>();
    trash
        .map(listingDiff::trashChanges)
        .filter(moved -> !moved.isEmpty())
        .map(ReadRequest::of)
        .ifPresent(all::add);
    assetReader.write(batch -> {
      for (var gallery : galleries) {
        var request = listingDiff.readRequest(gallery, isWatched(gallery));
        request.ifPresentOrElse(all::add, () -> recordGallery(gallery, batch));
      }
    });
    listingDiff
        .deletedGalleries(galleries)
        .forEach(
            id -> all.add(new ReadRequest(id, false, List.copyOf(pollerState.filesIn(id)), null)));
    all.stream().map(ReadRequest::gallery).filter(Objects::nonNull).forEach(paths::evict);
    return all;
  }

  private boolean isWatched(ListedGallery gallery) {
    return watched.current().contains(gallery.ref().getId());
  }

  private void recordGallery(ListedGallery gallery, PollBatch batch) {
    var id = gallery.ref().getId();
    var record = ListingDiff.galleryRecord(gallery);
    if (!record.equals(pollerState.gallery(id))) {
      batch.seen.put(id, record);
    }
  }

  private CallResult<Boolean> list(ReadRequest readRequest) {
    var id = Objects.requireNonNull(readRequest.gallery());
    return runner.tolerate(
        library
            .children(id)
            .ifNotFound(new Success<>(List.of()))
            .map(now -> {
              readRequests.addFirst(
                  readRequest.withListed(
                      SelectionMembership.symmetricDifference(now, pollerState.filesIn(id))));
              return true;
            }));
  }

  private CallResult<Boolean> read(ReadRequest readRequest) {
    var some = readRequest.assetIds().stream().limit(STEP_SIZE).toList();
    boolean last = some.size() == readRequest.assetIds().size();
    AssetReader.BatchCompletion batchCompletion =
        (batch, _) -> {
          if (last && readRequest.gallery() != null) {
            batch.seen.put(readRequest.gallery(), readRequest.galleryRecord());
          }
        };
    return assetReader
        .read(some, batchCompletion)
        .map(done -> {
          if (done && !last) {
            readRequests.addFirst(readRequest.remainingAfter(some.size()));
          }
          return done;
        });
  }
}
