package io.proofline.processor.review;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  /**
   * A gallery that holds the file.
   *
   * @param path collections above it and its own name, joined by a slash
   */
  public record Gallery(String id, String path) {

    String name() {
      return Text.lastOf(path);
    }

    /** Paths of the collections above it, outermost first. */
    List<String> collections() {
      return IntStream.range(0, path.length())
          .filter(i -> path.charAt(i) == '/')
          .mapToObj(i -> path.substring(0, i))
          .toList();
    }
  }

  /**
   * What only some rules ask for.
   *
   * @param fields texts by IPTC name in PhotoShelter's spelling, or by {@code custom:} and an id
   * @param uploader who uploaded it; null where it is not said
   */
  public record Details(
      Map<String, String> fields,
      @Nullable String uploader,
      @Nullable Instant uploadedAt,
      @Nullable Instant modifiedAt) {

    /** Nothing is said. */
    public static final Details NONE = new Details(Map.of(), null, null, null);

    public Details {
      fields = Map.copyOf(fields);
    }
  }

  /** The asset with only those galleries and keywords that it had not {@code before}. */
  Asset beyond(@Nullable Asset before) {
    if (before == null) {
      return this;
    }
    var galleriesBefore = before.galleries.stream().map(Gallery::id).toList();
    return standingIn(
        galleries.stream().filter(g -> !galleriesBefore.contains(g.id())).toList(),
        keywords.stream().filter(k -> !before.keywords.contains(k)).toList());
  }

  Asset standingIn(List<Gallery> otherGalleries, List<String> otherKeywords) {
    return new Asset(
        readAt, baseline, fileName, type, otherGalleries, otherKeywords, status, details);
  }
}
