package io.proofline.workers.files;

import io.proofline.schemas.avro.Judged;
import io.proofline.workers.picture.Hashes;
import io.proofline.workers.picture.Picture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file as it arrived.
 *
 * @param sha256 our own, of the whole file, lower-case hex
 * @param mediaType as the sender named it; empty when it did not
 * @param picture null where nobody looked
 */
public record Received(long length, String sha256, String mediaType, @Nullable Picture picture) {

  /** A file into which nobody looked. */
  public Received(long length, String sha256, String mediaType) {
    this(length, sha256, mediaType, null);
  }

  /** Reads a file that has arrived. */
  public static Received of(Path file, String mediaType) throws IOException {
    var hashes = Hashes.of(file);
    return new Received(hashes.length(), hashes.sha256(), mediaType, hashes.picture());
  }

  /** The same file, that stands for another one's picture. */
  public Received withPicture(Optional<Picture> other) {
    return new Received(length, sha256, mediaType, other.orElse(null));
  }

  /** As it stands in outcomes. */
  public Judged judged() {
    return new Judged(sha256, length, picture == null ? null : picture.hash());
  }
}
