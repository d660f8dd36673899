package io.proofline.workers.poll;

import io.proofline.schemas.avro.GalleryRef;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.photoshelter.Gallery;
import io.proofline.workers.photoshelter.GalleryPaths;
import io.proofline.workers.photoshelter.ListedGallery;
import io.proofline.workers.photoshelter.PhotoShelterClient;
import io.proofline.workers.photoshelter.RowPage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of all galleries, page by page, for a full pass: what lies in the same galleries with
 * the same row need not be read. Where one gallery can't be listed nothing is believed, since any
 * file may lie in it.
 */
final class RowWalk {

  private static final int TRIES = 3;

  private final PhotoShelterClient library;
  private final GalleryPaths paths;
  private final Rows rows;
  private final Known known;
  private final Map<String, Set<GalleryRef>> galleriesOf = new HashMap<>();
  private @Nullable Deque<ListedGallery> left;
  private int page = 1;
  private int failed;
  private boolean blind;

  RowWalk(PhotoShelterClient library, GalleryPaths paths, Rows rows, Known known) {
    this.library = library;
    this.paths = paths;
    this.rows = rows;
    this.known = known;
    this.blind = !rows.areAsked();
  }

  boolean isDone() {
    return blind || (left != null && left.isEmpty());
  }

  String progress() {
    return left == null ? "galleries next" : "%d galleries to list".formatted(left.size());
  }

  /** The next page. */
  CallResult<Boolean> piece() {
    CallResult<Boolean> done = left == null ? begin() : list(left);
    if (done instanceof Failure<Boolean>(var error) && endsFor(error)) {
      blind = true;
      return new Success<>(true);
    }
    return done;
  }

  /** Whether an asset is as it was read last, as far as the rows tell. */
  boolean isSame(String asset) {
    var now = blind ? null : galleriesOf.get(asset);
    if (now == null || !rows.isSame(asset)) {
      return false;
    }
    var last = Objects.requireNonNull(known.asset(asset)).getLast();
    return last != null && Set.copyOf(last.getGalleries()).equals(now);
  }

  private CallResult<Boolean> begin() {
    return library
        .listedGalleries()
        .map(galleries -> {
          left = new ArrayDeque<>(galleries);
          return true;
        });
  }

  private CallResult<Boolean> list(Deque<ListedGallery> galleries) {
    var gallery = galleries.getFirst();
    return rows.page(gallery.ref().getId(), page)
        .ifNotFound(new Success<>(new RowPage(Map.of(), true))) // deleted since
        .then(some ->
            place(gallery)
                .map(ref -> {
                  some.rows()
                      .keySet()
                      .forEach(asset ->
                          galleriesOf.computeIfAbsent(asset, _ -> new HashSet<>()).add(ref));
                  failed = 0;
                  page++;
                  if (some.last()) {
                    galleries.removeFirst();
                    page = 1;
                  }
                  return true;
                }));
  }

  /** Where the listing of galleries does not say what stands above them, each is asked. */
  private CallResult<GalleryRef> place(ListedGallery gallery) {
    var ref = gallery.ref();
    if (gallery.placed()) {
      return new Success<>(ref);
    }
    if (page == 1) {
      paths.forget(ref.getId());
    }
    return paths.of(new Gallery(ref.getId(), ref.getPath())).ifNotFound(new Success<>(ref));
  }

  /** A refusal, or what breaks again and again. */
  private boolean endsFor(ApiError error) {
    return switch (error.remedy()) {
      case GIVE_UP, PAUSE_COMMAND -> true;
      case RETRY -> ++failed >= TRIES;
      case PAUSE_API -> false;
    };
  }
}
