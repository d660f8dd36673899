package io.proofline.workers.metadata;

import io.proofline.schemas.avro.PictureHash;
import org.jspecify.annotations.Nullable;

/**
 * The picture of a file, without its metadata.
 *
 * @param sha256 of the picture data without metadata, lower-case hex; of the whole file if its
 *     format is not parsed
 * @param width pixels; null if unknown
 * @param height pixels; null if unknown
 */
public record ImageData(String sha256, @Nullable Integer width, @Nullable Integer height) {

  /** The picture as outcomes describe it. */
  public PictureHash toPictureHash() {
    return new PictureHash(sha256, width, height);
  }
}
