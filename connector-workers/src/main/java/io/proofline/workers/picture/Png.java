package io.proofline.workers.picture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A PNG's picture: its header, palette, transparency and data, and those of an animation. However
 * the data are cut into chunks, they are the same.
 */
final class Png implements PictureForm {

  private static final Set<String> KEPT = Set.of("IHDR", "PLTE", "tRNS", "acTL", "fcTL", "fdAT");

  private final MessageDigest digest;
  private @Nullable Integer width;
  private @Nullable Integer height;

  Png(MessageDigest digest) {
    this.digest = digest;
  }

  @Override
  public byte[] signature() {
    return new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  }

  @Override
  public Picture read(Bytes bytes) throws IOException {
    bytes.skip(signature().length);
    String type = "";
    while (!type.equals("IEND")) {
      long length = bytes.nextInt();
      var name = bytes.next(4);
      type = new String(name, StandardCharsets.ISO_8859_1);
      read(type, name, length, bytes);
      bytes.skip(4); // its checksum
    }
    return new Picture(Hashes.hex(digest), width, height);
  }

  private void read(String type, byte[] name, long length, Bytes bytes) throws IOException {
    if (type.equals("IDAT")) {
      bytes.copy(length, digest);
    } else if (KEPT.contains(type)) {
      digest.update(name);
      bytes.copy(type.equals("IHDR") ? length - size(length, bytes) : length, digest);
    } else {
      bytes.skip(length);
    }
  }

  /** Width and height stand first in the header; answers how many bytes they take. */
  private int size(long length, Bytes bytes) throws IOException {
    if (length < 8) {
      throw new Bytes.NotWhole("a header without a size");
    }
    width = pixels(bytes);
    height = pixels(bytes);
    return 8;
  }

  private int pixels(Bytes bytes) throws IOException {
    long pixels = bytes.nextInt();
    for (int shift = 24; shift >= 0; shift -= 8) {
      digest.update((byte) (pixels >> shift));
    }
    return (int) Math.min(pixels, Integer.MAX_VALUE);
  }
}
