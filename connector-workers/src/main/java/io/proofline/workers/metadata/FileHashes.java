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
 * The hashes of a file: of all its bytes, and of its picture. Taken in one pass, whatever its size.
 *
 * @param sha256 of the whole, lower-case hex
 * @param length bytes
 */
public record FileHashes(String sha256, long length, ImageData imageData) {

  /** Takes a file's hashes. */
  public static FileHashes of(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return of(in);
    }
  }

  /** Takes the hashes of what a stream holds, to its end. */
  public static FileHashes of(InputStream in) throws IOException {
    var hashingReader = new HashingReader(in, digest());
    var picture = imageData(hashingReader);
    hashingReader.drain();
    var whole = hashingReader.sha256();
    return new FileHashes(
        whole, hashingReader.length(), picture.orElseGet(() -> new ImageData(whole, null, null)));
  }

  /** Whether a file begins as a PNG does. */
  public static boolean isPng(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return new HashingReader(in, digest())
          .startsWith(new PngImageDataReader(digest()).signature());
    }
  }

  /** Empty for a form that is not taken apart, and for a file that is not whole. */
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
