package io.proofline.workers.metadata;

import io.proofline.schemas.avro.PictureHash;
import org.jspecify.annotations.Nullable;

/**
 * What of a file is its picture.
 *
 * @param sha256 of the picture data without metadata, lower-case hex; of the whole file where its
 *     form is not taken apart
 * @param width pixels; null where the form does not say
 * @param height pixels; null where the form does not say
 */
public record ImageData(String sha256, @Nullable Integer width, @Nullable Integer height) {

  /** As it stands in outcomes. */
  public PictureHash toPictureHash() {
    return new PictureHash(sha256, width, height);
  }
}
