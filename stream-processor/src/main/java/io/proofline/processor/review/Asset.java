package io.proofline.processor.review;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the library said of a file at one time.
 *
 * @param readAt when the reading began: what was written later, it can't know
 * @param baseline part of the first full pass over an existing library
 * @param status IPTC status; null where the file has none
 */
public record Asset(
    Instant readAt,
    boolean baseline,
    String fileName,
    MediaType type,
    List<Gallery> galleries,
    List<String> keywords,
    @Nullable String status) {

  public Asset {
    galleries = List.copyOf(galleries);
    keywords = List.copyOf(keywords);
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
      return path.substring(path.lastIndexOf('/') + 1);
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
    return new Asset(readAt, baseline, fileName, type, otherGalleries, otherKeywords, status);
  }
}
