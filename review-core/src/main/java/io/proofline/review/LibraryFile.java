package io.proofline.review;

import io.proofline.policy.Asset;
import io.proofline.text.ComparableText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A file in the library that the review writes to: the asset itself, or one of its finals.
 *
 * @param proofId the proof whose file it is; null for the asset itself
 * @param written the texts that Proofline wrote last, by field
 * @param places the galleries that Proofline added the file to
 */
public record LibraryFile(
    String mediaId, @Nullable String proofId, Map<String, String> written, List<Place> places) {

  public LibraryFile {
    written = Map.copyOf(written);
    places = List.copyOf(places);
  }

  /** Why Proofline added the file to a gallery. */
  public enum Purpose {
    PUBLISHED,
    STATUS
  }

  /**
   * A gallery that Proofline added the file to.
   *
   * @param inside false if a person removed the file again; it is not added again then
   * @param audience the library's word for the people who could see the gallery when the file was
   *     added; null if it was not read, or in states stored before it was recorded
   */
  public record Place(
      String galleryId,
      String path,
      Purpose purpose,
      Instant since,
      boolean inside,
      @Nullable String audience) {}

  static LibraryFile of(String mediaId, @Nullable String proofId) {
    return new LibraryFile(mediaId, proofId, Map.of(), List.of());
  }

  LibraryFile recordTexts(Map<String, String> texts) {
    var all = new TreeMap<>(written);
    all.putAll(texts);
    return new LibraryFile(mediaId, proofId, all, places);
  }

  Optional<Place> placeAt(String path) {
    return places.stream().filter(p -> ComparableText.areEqual(p.path(), path)).findFirst();
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

  /** Marks galleries from which a person removed the file. */
  LibraryFile reconcileWith(Asset asset) {
    return new LibraryFile(
        mediaId,
        proofId,
        written,
        places.stream().map(p -> asset.isInGallery(p.galleryId()) ? p : markRemoved(p)).toList());
  }

  /** Forgets manual removals, so that the next approval adds the file again. */
  LibraryFile forgetManualRemovals() {
    return new LibraryFile(
        mediaId, proofId, written, places.stream().filter(Place::inside).toList());
  }

  private static Place markRemoved(Place place) {
    return new Place(
        place.galleryId(), place.path(), place.purpose(), place.since(), false, place.audience());
  }

  private List<Place> without(String galleryId) {
    return places.stream().filter(p -> !p.galleryId().equals(galleryId)).toList();
  }
}
