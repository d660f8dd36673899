package io.proofline.review;

import io.proofline.policy.Asset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A file in the library that this review writes to: the asset itself, or a final that was filed of
 * it.
 *
 * @param proofId whose file it is; null for the asset itself
 * @param written what we wrote last, by field
 * @param places galleries that we put it into
 */
public record LibraryFile(
    String mediaId, @Nullable String proofId, Map<String, String> written, List<Place> places) {

  public LibraryFile {
    written = Map.copyOf(written);
    places = List.copyOf(places);
  }

  /** Why we put it into a gallery. */
  public enum Purpose {
    PUBLISHED,
    STATUS
  }

  /**
   * A gallery that we put it into.
   *
   * @param inside false when a person took it out again, which we leave so
   */
  public record Place(
      String galleryId, String path, Purpose purpose, Instant since, boolean inside) {}

  static LibraryFile of(String mediaId, @Nullable String proofId) {
    return new LibraryFile(mediaId, proofId, Map.of(), List.of());
  }

  LibraryFile recordTexts(Map<String, String> texts) {
    var all = new TreeMap<>(written);
    all.putAll(texts);
    return new LibraryFile(mediaId, proofId, all, places);
  }

  Optional<Place> placeAt(String path) {
    return places.stream().filter(p -> p.path().equals(path)).findFirst();
  }

  boolean isInGallery(String path) {
    return placeAt(path).filter(Place::inside).isPresent();
  }

  LibraryFile enter(Place place) {
    var others = new ArrayList<>(without(place.galleryId()));
    others.add(place);
    return new LibraryFile(mediaId, proofId, written, others);
  }

  LibraryFile leave(String galleryId) {
    return new LibraryFile(mediaId, proofId, written, without(galleryId));
  }

  /** What a person took out since we put it in, is out, and stays so. */
  LibraryFile reconcileWith(Asset asset) {
    return new LibraryFile(
        mediaId,
        proofId,
        written,
        places.stream().map(p -> asset.isInGallery(p.galleryId()) ? p : markRemoved(p)).toList());
  }

  /** What a person took out is forgotten: the next approval may put it in again. */
  LibraryFile forgetManualRemovals() {
    return new LibraryFile(
        mediaId, proofId, written, places.stream().filter(Place::inside).toList());
  }

  private static Place markRemoved(Place place) {
    return new Place(place.galleryId(), place.path(), place.purpose(), place.since(), false);
  }

  private List<Place> without(String galleryId) {
    return places.stream().filter(p -> !p.galleryId().equals(galleryId)).toList();
  }
}
