package io.proofline.policy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the library said of a file at one time.
 *
 * @param readAt when the reading began: what was written later, it can't know
 * @param baseline part of the first full pass over an existing library
 * @param status IPTC status; null where the file has none
 * @param details what only some rules ask for
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
    details = Objects.requireNonNullElse(details, Details.NONE); // stored before there were any
  }

  /** PhotoShelter's kinds of file. */
  public enum MediaType {
    IMAGE,
    VIDEO,
    AUDIO,
    DOCUMENT,
    UNKNOWN
  }

  /** Whether the library has it. */
  public enum Presence {
    THERE,
    TRASHED,
    GONE
  }

  /**
   * A gallery that holds the file.
   *
   * @param path collections above it and its own name, joined by a slash
   * @param collectionIds ids of the collections above it, outermost first; empty where not asked
   */
  public record Gallery(String id, String path, List<String> collectionIds) {

    public Gallery {
      collectionIds = collectionIds == null ? List.of() : List.copyOf(collectionIds);
    }

    /** Whose collections' ids nobody asked. */
    public Gallery(String id, String path) {
      this(id, path, List.of());
    }

    public String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The collections above it, outermost first. */
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
   * @param id null where it was not asked
   */
  public record Collection(@Nullable String id, String path) {}

  /**
   * What only some rules ask for.
   *
   * @param presence null of a writer that did not say: it is there
   * @param fields texts by IPTC name in PhotoShelter's spelling, or by {@code custom:} and an id
   * @param uploader who uploaded it; null where it is not said
   * @param size bytes; null where not said, as the pixels are
   * @param ourMarker what a file carries that we uploaded, or that was made of one; null for none
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

    /** Nothing is said. */
    public static final Details NONE = of(Map.of(), null, null, null);

    public Details {
      fields = Map.copyOf(fields);
    }

    Details with(Presence other) {
      return new Details(
          other, fields, uploader, uploadedAt, modifiedAt, size, width, height, ourMarker);
    }

    /** Of a file that is there, without its measures. */
    public static Details of(
        Map<String, String> fields,
        @Nullable String uploader,
        @Nullable Instant uploadedAt,
        @Nullable Instant modifiedAt) {
      return new Details(
          Presence.THERE, fields, uploader, uploadedAt, modifiedAt, null, null, null, null);
    }
  }

  /** Whether the library has it. */
  public Presence presence() {
    return Objects.requireNonNullElse(details.presence(), Presence.THERE);
  }

  /** What the library has no longer says nothing but that: the rest is as it was known. */
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

  /** The asset with only those galleries and keywords that it had not {@code before}. */
  public Asset onlyNewSince(@Nullable Asset before) {
    if (before == null) {
      return this;
    }
    return withPlacement(
        galleries.stream().filter(g -> !before.isInGallery(g.id())).toList(),
        keywords.stream().filter(k -> !before.keywords.contains(k)).toList());
  }

  public Optional<String> pathOf(String galleryId) {
    return galleries.stream().filter(g -> g.id().equals(galleryId)).map(Gallery::path).findFirst();
  }

  public boolean isInGallery(String galleryId) {
    return galleries.stream().anyMatch(g -> g.id().equals(galleryId));
  }

  public Asset withPlacement(List<Gallery> otherGalleries, List<String> otherKeywords) {
    return new Asset(
        readAt, baseline, fileName, type, otherGalleries, otherKeywords, status, details);
  }

  /** Whether its file may be another than {@code before}: the library's measures have moved. */
  public boolean mayHaveNewFile(Asset before) {
    return hasNewMeasures(before) || differ(details.modifiedAt(), before.details.modifiedAt());
  }

  /** Whether its kind, its size or its measures are others than {@code before}. */
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
