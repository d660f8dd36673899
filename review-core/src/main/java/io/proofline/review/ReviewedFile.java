package io.proofline.review;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that was looked at whole.
 *
 * @param sha256 of all its bytes
 * @param picture of its picture alone; null where nobody took it
 */
public record ReviewedFile(String sha256, long length, @Nullable PictureHash picture) {

  /** What of a file is its picture: its data without metadata, and its measures. */
  public record PictureHash(String sha256, @Nullable Integer width, @Nullable Integer height) {}

  /** Whether both show the same, whatever is written beside the picture. */
  boolean shows(ReviewedFile other) {
    boolean known = picture != null && other.picture != null;
    return known ? Objects.equals(picture, other.picture) : sha256.equals(other.sha256);
  }
}
