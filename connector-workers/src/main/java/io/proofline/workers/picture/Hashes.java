package io.proofline.workers.picture;

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
public record Hashes(String sha256, long length, Picture picture) {

  /** Takes a file's hashes. */
  public static Hashes of(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return of(in);
    }
  }

  /** Takes the hashes of what a stream holds, to its end. */
  public static Hashes of(InputStream in) throws IOException {
    var bytes = new Bytes(in, digest());
    var picture = picture(bytes);
    bytes.drain();
    var whole = bytes.sha256();
    return new Hashes(
        whole, bytes.length(), picture.orElseGet(() -> new Picture(whole, null, null)));
  }

  /** Whether a file begins as a PNG does. */
  public static boolean isPng(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return new Bytes(in, digest()).startsWith(new Png(digest()).signature());
    }
  }

  /** Empty for a form that is not taken apart, and for a file that is not whole. */
  private static Optional<Picture> picture(Bytes bytes) throws IOException {
    for (var form : List.of(new Jpeg(digest()), new Png(digest()))) {
      if (bytes.startsWith(form.signature())) {
        return read(form, bytes);
      }
    }
    return Optional.empty();
  }

  private static Optional<Picture> read(PictureForm form, Bytes bytes) throws IOException {
    try {
      return Optional.of(form.read(bytes));
    } catch (Bytes.NotWhole _) {
      return Optional.empty();
    }
  }

  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
