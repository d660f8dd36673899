package io.proofline.workers.files;

import io.proofline.schemas.avro.Judged;
import io.proofline.workers.metadata.ImageData;
import org.jspecify.annotations.Nullable;

/**
 * A file in the spool.
 *
 * @param sha256 of the whole file, lower-case hex
 * @param picture null where nobody looked
 */
public record SpooledFile(
    String id,
    String fileName,
    String mediaType,
    long length,
    String sha256,
    @Nullable ImageData picture) {

  /** As it stands in outcomes. */
  public Judged toJudged() {
    return new Judged(sha256, length, picture == null ? null : picture.toPictureHash());
  }
}
