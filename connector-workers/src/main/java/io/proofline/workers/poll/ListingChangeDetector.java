package io.proofline.workers.poll;

import io.proofline.schemas.avro.Presence;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.photoshelter.GalleryListingPage;
import io.proofline.workers.photoshelter.GalleryListings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which images are as they were read, by the rows of their galleries: a page of many in place of a
 * call for each. A row is believed when it is the one that showed what was read last; what it does
 * not tell, or tells otherwise, is asked for itself. For one thread.
 */
final class ListingChangeDetector {

  private static final String CUSTOM = "custom:";

  private final GalleryListings galleryListings;
  private final PollerState pollerState;
  private final Supplier<List<String>> fields;
  private final Map<String, String> lastListed = new HashMap<>();

  /**
   * Of a library.
   *
   * @param asked the fields whose texts are read
   */
  ListingChangeDetector(
      GalleryListings library, PollerState pollerState, Supplier<List<String>> asked) {
    this.galleryListings = library;
    this.pollerState = pollerState;
    this.fields = asked;
  }

  boolean isEnabled() {
    return galleryListings.isEnabled();
  }

  /** Lists a page of a gallery. */
  CallResult<GalleryListingPage> page(String gallery, int page) {
    boolean custom = fields.get().stream().anyMatch(field -> field.startsWith(CUSTOM));
    return galleryListings
        .page(gallery, page, custom)
        .map(rows -> {
          lastListed.putAll(rows.fingerprints());
          return rows;
        });
  }

  /** The row in the last listing; null when none had it. */
  @Nullable String lastListed(String asset) {
    return lastListed.get(asset);
  }

  /** The row in the last listing, unless it is the one that showed what was read last. */
  @Nullable String changedFingerprint(String asset) {
    var row = lastListed.get(asset);
    return row == null || row.equals(pollerState.listedFingerprint(asset)) ? null : row;
  }

  /** Whether its row was the one that showed what was read last, and is not any more. */
  boolean isEdited(String asset) {
    return pollerState.listedFingerprint(asset) != null && changedFingerprint(asset) != null;
  }

  /** The asset was edited: what was listed before may be of the state before. */
  void forget(String asset) {
    lastListed.remove(asset);
  }

  void clear() {
    lastListed.clear();
  }

  /** An asset was asked for after its row was listed, and is as it was read last. */
  void confirm(String asset) {
    var row = lastListed.get(asset);
    if (row != null && pollerState.asset(asset) != null) {
      pollerState.recordListed(asset, row);
    }
  }

  /** Whether the row that was listed last is the one that showed what was read last. */
  boolean isUnchanged(String asset) {
    var before = pollerState.asset(asset);
    var row = lastListed.get(asset);
    return before != null
        && row != null
        && row.equals(pollerState.listedFingerprint(asset))
        && SnapshotDiff.presence(before) == Presence.THERE
        && before.getMissingSince() == null
        && before.getAsked().containsAll(fields.get());
  }

  /**
   * Those of some assets whose rows, listed now, are the same; galleries are listed in which there
   * are more of them than a listing takes pages. Whatever a listing lacks, and be it the answer,
   * leaves an asset to be asked for itself.
   */
  Set<String> unchangedAmong(Collection<String> assets) {
    var same = new HashSet<String>();
    if (isEnabled()) {
      var left = new TreeSet<>(assets);
      for (String gallery : largestFirst(assets)) {
        var inside = pollerState.filesIn(gallery);
        if (left.stream().filter(inside::contains).count() > pageCount(inside.size())) {
          listGallery(gallery, inside.size()).stream()
              .filter(left::contains)
              .filter(this::isUnchanged)
              .forEach(same::add);
          left.removeAll(inside);
        }
      }
    }
    return same;
  }

  /** The images that have a row now; a row of before says nothing. */
  private Set<String> listGallery(String gallery, int files) {
    var found = new HashSet<String>();
    boolean more = true;
    for (int page = 1; more && page <= pageCount(files) + 1; page++) {
      if (page(gallery, page) instanceof Success<GalleryListingPage>(var rows)) {
        found.addAll(rows.fingerprints().keySet());
        more = !rows.last();
      } else {
        more = false;
      }
    }
    return found;
  }

  private List<String> largestFirst(Collection<String> assets) {
    var counts = new HashMap<String, Integer>();
    assets.stream()
        .map(pollerState::asset)
        .filter(Objects::nonNull)
        .flatMap(PollerState::galleries)
        .forEach(gallery -> counts.merge(gallery, 1, Integer::sum));
    var galleries = new ArrayList<>(counts.keySet());
    galleries.sort(Comparator.<String, Integer>comparing(counts::get).reversed());
    return galleries;
  }

  private static int pageCount(int files) {
    return Math.ceilDiv(files, GalleryListings.PAGE_SIZE);
  }
}
