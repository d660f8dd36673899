package io.proofline.workers.files;

import io.proofline.schemas.avro.Judged;
import io.proofline.workers.metadata.ImageData;
import org.jspecify.annotations.Nullable;

/**
 * A file in the spool. Its JSON form is stored beside the file.
 *
 * @param sha256 of the whole file, lower-case hex
 * @param picture null if the file's content was not examined
 * @param embeddingProblem why metadata couldn't be embedded in the file, for a person; null for no
 *     problem
 */
public record SpooledFile(
    String id,
    String fileName,
    String mediaType,
    long length,
    String sha256,
    @Nullable ImageData picture,
    @Nullable String embeddingProblem) {

  /** The file as outcomes describe it. */
  public Judged toJudged() {
    return new Judged(sha256, length, picture == null ? null : picture.toPictureHash());
  }
}
