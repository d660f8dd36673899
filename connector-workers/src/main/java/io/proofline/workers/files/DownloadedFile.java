package io.proofline.workers.files;

import io.proofline.schemas.avro.Judged;
import io.proofline.workers.metadata.FileHashes;
import io.proofline.workers.metadata.ImageData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file after its download.
 *
 * @param sha256 of the whole file, computed here; lower-case hex
 * @param mediaType as the sender states it; empty if it doesn't
 * @param imageData null if the file's content was not examined
 * @param embeddingProblem why metadata couldn't be embedded in the file, for a person; null for no
 *     problem
 */
public record DownloadedFile(
    long length,
    String sha256,
    String mediaType,
    @Nullable ImageData imageData,
    @Nullable String embeddingProblem) {

  /** A file whose content was not examined. */
  public DownloadedFile(long length, String sha256, String mediaType) {
    this(length, sha256, mediaType, null, null);
  }

  /** Computes the hashes of a downloaded file. */
  public static DownloadedFile of(Path file, String mediaType) throws IOException {
    var fileHashes = FileHashes.of(file);
    return new DownloadedFile(
        fileHashes.length(), fileHashes.sha256(), mediaType, fileHashes.imageData(), null);
  }

  /** The same file, as a rendition of another file's picture. */
  public DownloadedFile withImageData(Optional<ImageData> other) {
    return new DownloadedFile(length, sha256, mediaType, other.orElse(null), embeddingProblem);
  }

  /** The same file, in which metadata couldn't be embedded. */
  public DownloadedFile withEmbeddingProblem(String problem) {
    return new DownloadedFile(length, sha256, mediaType, imageData, problem);
  }

  /** The file as outcomes describe it. */
  public Judged toJudged() {
    return new Judged(sha256, length, imageData == null ? null : imageData.toPictureHash());
  }
}
