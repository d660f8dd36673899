package io.proofline.workers.metadata;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Identifies a file by the hash of all its bytes, and its picture by the hash of its pixel data.
 * Both are computed in one pass over a file of any size.
 *
 * @param sha256 of the whole, lower-case hex
 * @param length bytes
 */
public record FileHashes(String sha256, long length, ImageData imageData) {

  /** Computes the hashes of a file. */
  public static FileHashes of(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return of(in);
    }
  }

  /** Computes the hashes of a stream, which is read to its end. */
  public static FileHashes of(InputStream in) throws IOException {
    var hashingReader = new HashingReader(in, digest());
    var picture = imageData(hashingReader);
    hashingReader.drain();
    var whole = hashingReader.sha256();
    return new FileHashes(
        whole, hashingReader.length(), picture.orElseGet(() -> new ImageData(whole, null, null)));
  }

  /** Empty for a format that is not parsed, and for an incomplete file. */
  private static Optional<ImageData> imageData(HashingReader hashingReader) throws IOException {
    for (var form : List.of(new JpegImageDataReader(digest()), new PngImageDataReader(digest()))) {
      if (hashingReader.startsWith(form.signature())) {
        return read(form, hashingReader);
      }
    }
    return Optional.empty();
  }

  private static Optional<ImageData> read(ImageDataReader form, HashingReader hashingReader)
      throws IOException {
    try {
      return Optional.of(form.read(hashingReader));
    } catch (HashingReader.TruncatedFileException _) {
      return Optional.empty();
    }
  }

  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
