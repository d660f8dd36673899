package io.proofline.review;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The hashes of a file, which distinguish a changed picture from changed metadata.
 *
 * @param sha256 SHA-256 of all its bytes
 * @param length in bytes
 * @param picture hash of the picture alone; null if it was not taken
 */
public record ReviewedFile(String sha256, long length, @Nullable PictureHash picture) {

  /** The hash of the image data without metadata, and the pixels. */
  public record PictureHash(String sha256, @Nullable Integer width, @Nullable Integer height) {}

  /** Whether both files have the same picture, regardless of metadata. */
  boolean shows(ReviewedFile other) {
    boolean known = picture != null && other.picture != null;
    return known ? Objects.equals(picture, other.picture) : sha256.equals(other.sha256);
  }
}
