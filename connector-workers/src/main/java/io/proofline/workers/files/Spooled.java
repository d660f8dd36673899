package io.proofline.workers.files;

import io.proofline.schemas.avro.Judged;
import io.proofline.workers.picture.Picture;
import org.jspecify.annotations.Nullable;

/**
 * A file in the spool.
 *
 * @param sha256 of the whole file, lower-case hex
 * @param picture null where nobody looked
 */
public record Spooled(
    String id,
    String fileName,
    String mediaType,
    long length,
    String sha256,
    @Nullable Picture picture) {

  /** As it stands in outcomes. */
  public Judged judged() {
    return new Judged(sha256, length, picture == null ? null : picture.hash());
  }
}
