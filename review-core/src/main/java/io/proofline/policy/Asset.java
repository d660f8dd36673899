package io.proofline.policy;

import io.proofline.text.ComparableText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of one file in the PhotoShelter library, with all values that rules can refer to.
 *
 * @param readAt when the read began; later writes are not in the snapshot
 * @param baseline whether the snapshot is part of the first full pass over an existing library
 * @param status IPTC status; null if the file has none
 * @param details values that only some rules refer to
 */
public record Asset(
    Instant readAt,
    boolean baseline,
    String fileName,
    MediaType type,
    List<Gallery> galleries,
    List<String> keywords,
    @Nullable String status,
    Details details) {

  public Asset {
    galleries = List.copyOf(galleries);
    keywords = List.copyOf(keywords);
    details =
        Objects.requireNonNullElse(
            details, Details.NONE); // absent in snapshots that were stored before details existed
  }

  /** PhotoShelter's file types. */
  public enum MediaType {
    IMAGE,
    VIDEO,
    AUDIO,
    DOCUMENT,
    UNKNOWN
  }

  /** Whether the library has the file. */
  public enum Presence {
    THERE,
    TRASHED,
    GONE
  }

  /**
   * A gallery that holds the file.
   *
   * @param path names of the collections above the gallery and its own name, joined by slashes
   * @param collectionIds ids of the collections above it, outermost first; empty if not read
   */
  public record Gallery(String id, String path, List<String> collectionIds) {

    public Gallery {
      collectionIds = collectionIds == null ? List.of() : List.copyOf(collectionIds);
    }

    /** A gallery whose collection ids were not read. */
    public Gallery(String id, String path) {
      this(id, path, List.of());
    }

    /** The gallery's own name, the last segment of its path. */
    public String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The collections above the gallery, outermost first. */
    public List<Collection> collections() {
      var paths =
          IntStream.range(0, path.length())
              .filter(i -> path.charAt(i) == '/')
              .mapToObj(i -> path.substring(0, i))
              .toList();
      return IntStream.range(0, paths.size())
          .mapToObj(i ->
              new Collection(i < collectionIds.size() ? collectionIds.get(i) : null, paths.get(i)))
          .toList();
    }
  }

  /**
   * A collection above a gallery.
   *
   * @param id null if it was not read
   */
  public record Collection(@Nullable String id, String path) {}

  /**
   * Values that only some rules refer to. A value that PhotoShelter did not give is null.
   *
   * @param presence null in old snapshots, where it means {@link Presence#THERE}
   * @param fields texts by IPTC name in PhotoShelter's spelling, or by {@code custom:} and an id
   * @param size in bytes
   * @param width in pixels
   * @param height in pixels
   * @param ourMarker the marker that Proofline wrote into a final; copies of the final have it too
   */
  public record Details(
      @Nullable Presence presence,
      Map<String, String> fields,
      @Nullable String uploader,
      @Nullable Instant uploadedAt,
      @Nullable Instant modifiedAt,
      @Nullable Long size,
      @Nullable Integer width,
      @Nullable Integer height,
      @Nullable String ourMarker) {

    /** No value is known. */
    public static final Details NONE = of(Map.of(), null, null, null);

    public Details {
      fields = Map.copyOf(fields);
    }

    Details with(Presence other) {
      return new Details(
          other, fields, uploader, uploadedAt, modifiedAt, size, width, height, ourMarker);
    }

    /** Details of a file that is in the library, without size and pixels. */
    public static Details of(
        Map<String, String> fields,
        @Nullable String uploader,
        @Nullable Instant uploadedAt,
        @Nullable Instant modifiedAt) {
      return new Details(
          Presence.THERE, fields, uploader, uploadedAt, modifiedAt, null, null, null, null);
    }
  }

  /** Whether the library has the file. */
  public Presence presence() {
    return Objects.requireNonNullElse(details.presence(), Presence.THERE);
  }

  /**
   * The snapshot, with the values of an earlier one if the library no longer has the file: such a
   * snapshot has nothing but its presence.
   */
  public Asset withLastKnown(Asset known) {
    return presence() == Presence.THERE
        ? this
        : new Asset(
            readAt,
            baseline,
            known.fileName,
            known.type,
            known.galleries,
            known.keywords,
            known.status,
            known.details.with(presence()));
  }

  /** The asset with only the galleries and keywords that it did not have {@code before}. */
  public Asset onlyNewSince(@Nullable Asset before) {
    if (before == null) {
      return this;
    }
    return withPlacement(
        galleries.stream().filter(g -> !before.isInGallery(g.id())).toList(),
        keywords.stream().filter(k -> !before.hasKeyword(k)).toList());
  }

  private boolean hasKeyword(String keyword) {
    return keywords.stream().anyMatch(k -> ComparableText.areEqual(k, keyword));
  }

  /** The path of one of the asset's galleries. */
  public Optional<String> pathOf(String galleryId) {
    return galleries.stream().filter(g -> g.id().equals(galleryId)).map(Gallery::path).findFirst();
  }

  /** Whether the asset is in a gallery. */
  public boolean isInGallery(String galleryId) {
    return galleries.stream().anyMatch(g -> g.id().equals(galleryId));
  }

  /** The asset in other galleries and with other keywords. */
  public Asset withPlacement(List<Gallery> otherGalleries, List<String> otherKeywords) {
    return new Asset(
        readAt, baseline, fileName, type, otherGalleries, otherKeywords, status, details);
  }

  /** Whether the file may have changed since {@code before}, by its date or its measures. */
  public boolean mayHaveNewFile(Asset before) {
    return hasNewMeasures(before) || differ(details.modifiedAt(), before.details.modifiedAt());
  }

  /** Whether the file's type, size or pixels have changed since {@code before}. */
  public boolean hasNewMeasures(Asset before) {
    return type != before.type
        || differ(details.size(), before.details.size())
        || differ(details.width(), before.details.width())
        || differ(details.height(), before.details.height());
  }

  private static boolean differ(@Nullable Object now, @Nullable Object before) {
    return now != null && before != null && !now.equals(before);
  }
}
