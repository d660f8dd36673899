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
 * Finds unchanged images by the listings of their galleries: one call for a page of many instead of
 * one call each. An image counts as unchanged when its listing fingerprint is the one recorded with
 * its last reading; every other image is read by itself. For one thread.
 */
final class ListingChangeDetector {

  private static final String CUSTOM = "custom:";

  private final GalleryListings galleryListings;
  private final PollerState pollerState;
  private final Supplier<List<String>> fields;
  private final Map<String, String> lastListed = new HashMap<>();

  /**
   * Starts without listings.
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

  /** Lists a page of a gallery and remembers its fingerprints. */
  CallResult<GalleryListingPage> page(String gallery, int page) {
    boolean custom = fields.get().stream().anyMatch(field -> field.startsWith(CUSTOM));
    return galleryListings
        .page(gallery, page, custom)
        .map(rows -> {
          lastListed.putAll(rows.fingerprints());
          return rows;
        });
  }

  /** The fingerprint in the last listing; null when no listing has the asset. */
  @Nullable String lastListed(String asset) {
    return lastListed.get(asset);
  }

  /** The fingerprint in the last listing; null when it matches the last reading or is missing. */
  @Nullable String changedFingerprint(String asset) {
    var row = lastListed.get(asset);
    return row == null || row.equals(pollerState.listedFingerprint(asset)) ? null : row;
  }

  /** Whether the last listing differs from the fingerprint recorded with the last reading. */
  boolean isEdited(String asset) {
    return pollerState.listedFingerprint(asset) != null && changedFingerprint(asset) != null;
  }

  /** Forgets an edited asset's fingerprint, which may have been listed before the edit. */
  void forget(String asset) {
    lastListed.remove(asset);
  }

  void clear() {
    lastListed.clear();
  }

  /**
   * Records the listed fingerprint of an asset that was checked after the listing: it is unchanged.
   */
  void confirm(String asset) {
    var row = lastListed.get(asset);
    if (row != null && pollerState.asset(asset) != null) {
      pollerState.recordListed(asset, row);
    }
  }

  /** Whether the last listing matches the asset's last reading, for all fields asked for now. */
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
   * The assets among these that fresh listings show to be unchanged. A gallery is listed only when
   * it holds more of the assets than its listing has pages. An asset that no listing shows, also
   * after a failed call, is left out.
   */
  Set<String> unchangedAmong(Collection<String> assets) {
    var unchanged = new HashSet<String>();
    if (isEnabled()) {
      var left = new TreeSet<>(assets);
      for (String gallery : largestFirst(assets)) {
        var inside = pollerState.filesIn(gallery);
        if (left.stream().filter(inside::contains).count() > pageCount(inside.size())) {
          listGallery(gallery, inside.size()).stream()
              .filter(left::contains)
              .filter(this::isUnchanged)
              .forEach(unchanged::add);
          left.removeAll(inside);
        }
      }
    }
    return unchanged;
  }

  /** The images in the gallery's listing as it is now; earlier listings don't count. */
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
