package io.proofline.workers.poll;

import io.proofline.schemas.avro.GalleryRef;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.photoshelter.Gallery;
import io.proofline.workers.photoshelter.GalleryListingPage;
import io.proofline.workers.photoshelter.GalleryPathCache;
import io.proofline.workers.photoshelter.ListedGallery;
import io.proofline.workers.photoshelter.PhotoShelterClient;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lists all galleries, page by page, for a full pass: an asset that is in the same galleries with
 * the same listing fingerprint need not be read. If one gallery can't be listed, no asset counts as
 * unchanged, since any asset may be in that gallery.
 */
final class ListingWalk {

  private static final int MAX_FAILURES = 3;

  private final PhotoShelterClient library;
  private final GalleryPathCache paths;
  private final ListingChangeDetector listings;
  private final PollerState pollerState;
  private final Map<String, Set<GalleryRef>> galleriesOf = new HashMap<>();
  private @Nullable Deque<ListedGallery> remaining;
  private int page = 1;
  private int failures;
  private boolean disabled;

  ListingWalk(
      PhotoShelterClient library,
      GalleryPathCache paths,
      ListingChangeDetector listingChangeDetector,
      PollerState pollerState) {
    this.library = library;
    this.paths = paths;
    this.listings = listingChangeDetector;
    this.pollerState = pollerState;
    this.disabled = !listingChangeDetector.isEnabled();
  }

  boolean isDone() {
    return disabled || (remaining != null && remaining.isEmpty());
  }

  String progress() {
    return remaining == null
        ? "galleries next"
        : "%d galleries to list".formatted(remaining.size());
  }

  /** Lists the next page. */
  CallResult<Boolean> runStep() {
    CallResult<Boolean> done = remaining == null ? begin() : list(remaining);
    if (done instanceof Failure<Boolean>(var error) && isAbandonedOn(error)) {
      disabled = true;
      return new Success<>(true);
    }
    return done;
  }

  /** Whether an asset's galleries and listing fingerprint match its last reading. */
  boolean isUnchanged(String asset) {
    var now = disabled ? null : galleriesOf.get(asset);
    if (now == null || !listings.isUnchanged(asset)) {
      return false;
    }
    var last = Objects.requireNonNull(pollerState.asset(asset)).getLast();
    return last != null && Set.copyOf(last.getGalleries()).equals(now);
  }

  private CallResult<Boolean> begin() {
    return library
        .listGalleries()
        .map(galleries -> {
          remaining = new ArrayDeque<>(galleries);
          return true;
        });
  }

  private CallResult<Boolean> list(Deque<ListedGallery> galleries) {
    var gallery = galleries.getFirst();
    return listings
        .page(gallery.ref().getId(), page)
        .ifNotFound(new Success<>(new GalleryListingPage(Map.of(), true))) // deleted since
        .then(some ->
            resolvePath(gallery)
                .map(ref -> {
                  some.fingerprints()
                      .keySet()
                      .forEach(asset ->
                          galleriesOf.computeIfAbsent(asset, _ -> new HashSet<>()).add(ref));
                  failures = 0;
                  page++;
                  if (some.last()) {
                    galleries.removeFirst();
                    page = 1;
                  }
                  return true;
                }));
  }

  /** The gallery with its path; asks for each gallery if the listing lacks the parents. */
  private CallResult<GalleryRef> resolvePath(ListedGallery gallery) {
    var ref = gallery.ref();
    if (gallery.parentKnown()) {
      return new Success<>(ref);
    }
    if (page == 1) {
      paths.evict(ref.getId());
    }
    return paths.find(new Gallery(ref.getId(), ref.getPath())).ifNotFound(new Success<>(ref));
  }

  /** Whether to give up listing: after a rejection, or after several failures in a row. */
  private boolean isAbandonedOn(ApiError error) {
    return switch (error.remedy()) {
      case GIVE_UP, PAUSE_COMMAND -> true;
      case RETRY -> ++failures >= MAX_FAILURES;
      case PAUSE_API -> false;
    };
  }
}
