package io.proofline.workers.metadata;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hashes the picture of a PNG: its header, palette, transparency and data, and those of an
 * animation. The division of the data into chunks doesn't count.
 */
final class PngImageDataReader implements ImageDataReader {

  private static final Set<String> HASHED_CHUNKS =
      Set.of("IHDR", "PLTE", "tRNS", "acTL", "fcTL", "fdAT");

  private final MessageDigest digest;
  private @Nullable Integer width;
  private @Nullable Integer height;

  PngImageDataReader(MessageDigest digest) {
    this.digest = digest;
  }

  @Override
  public byte[] signature() {
    return new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  }

  @Override
  public ImageData read(HashingReader hashingReader) throws IOException {
    hashingReader.skip(signature().length);
    String type = "";
    while (!type.equals("IEND")) {
      long length = hashingReader.readInt();
      var name = hashingReader.read(4);
      type = new String(name, StandardCharsets.ISO_8859_1);
      read(type, name, length, hashingReader);
      hashingReader.skip(4); // its checksum
    }
    return new ImageData(FileHashes.hex(digest), width, height);
  }

  private void read(String type, byte[] name, long length, HashingReader hashingReader)
      throws IOException {
    if (type.equals("IDAT")) {
      hashingReader.copyTo(length, digest);
    } else if (HASHED_CHUNKS.contains(type)) {
      digest.update(name);
      hashingReader.copyTo(
          type.equals("IHDR") ? length - size(length, hashingReader) : length, digest);
    } else {
      hashingReader.skip(length);
    }
  }

  /** Reads width and height, which begin the header; returns their length in bytes. */
  private int size(long length, HashingReader hashingReader) throws IOException {
    if (length < 8) {
      throw new HashingReader.TruncatedFileException("a header without a size");
    }
    width = pixels(hashingReader);
    height = pixels(hashingReader);
    return 8;
  }

  private int pixels(HashingReader hashingReader) throws IOException {
    long pixels = hashingReader.readInt();
    for (int shift = 24; shift >= 0; shift -= 8) {
      digest.update((byte) (pixels >> shift));
    }
    return (int) Math.min(pixels, Integer.MAX_VALUE);
  }
}
