package io.proofline.workers.files;

import io.proofline.schemas.avro.Judged;
import io.proofline.workers.metadata.FileHashes;
import io.proofline.workers.metadata.ImageData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file as it arrived.
 *
 * @param sha256 our own, of the whole file, lower-case hex
 * @param mediaType as the sender named it; empty when it did not
 * @param imageData null where nobody looked
 */
public record DownloadedFile(
    long length, String sha256, String mediaType, @Nullable ImageData imageData) {

  /** A file into which nobody looked. */
  public DownloadedFile(long length, String sha256, String mediaType) {
    this(length, sha256, mediaType, null);
  }

  /** Reads a file that has arrived. */
  public static DownloadedFile of(Path file, String mediaType) throws IOException {
    var fileHashes = FileHashes.of(file);
    return new DownloadedFile(
        fileHashes.length(), fileHashes.sha256(), mediaType, fileHashes.imageData());
  }

  /** The same file, that stands for another one's picture. */
  public DownloadedFile withImageData(Optional<ImageData> other) {
    return new DownloadedFile(length, sha256, mediaType, other.orElse(null));
  }

  /** As it stands in outcomes. */
  public Judged toJudged() {
    return new Judged(sha256, length, imageData == null ? null : imageData.toPictureHash());
  }
}
