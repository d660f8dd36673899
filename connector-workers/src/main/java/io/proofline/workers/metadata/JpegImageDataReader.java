package io.proofline.workers.metadata;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A JPEG's picture: its frames, tables and scans, and how their colours are meant. Application
 * segments and comments are left out; of JFIF's and Adobe's only that meaning is kept. What follows
 * the end of the picture, such as a smaller one, is no part of it.
 */
final class JpegImageDataReader implements ImageDataReader {

  private static final int END = 0xd9;
  private static final int START_OF_SCAN = 0xda;
  private static final int COMMENT = 0xfe;
  private static final int JFIF = 0xe0;
  private static final int ADOBE = 0xee;
  private static final int NO_TRANSFORM = -1;

  private final MessageDigest digest;
  private boolean jfif;
  private int adobeTransform = NO_TRANSFORM;
  private byte @Nullable [] frame;

  JpegImageDataReader(MessageDigest digest) {
    this.digest = digest;
  }

  @Override
  public byte[] signature() {
    return new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
  }

  @Override
  public ImageData read(HashingReader hashingReader) throws IOException {
    hashingReader.skip(2);
    int marker = marker(hashingReader);
    while (marker != END) {
      marker = read(marker, hashingReader);
    }
    digest.update((byte) colourTransform());
    return new ImageData(FileHashes.hex(digest), size(3), size(1));
  }

  /** Reads a segment, and the marker after it. */
  private int read(int marker, HashingReader hashingReader) throws IOException {
    if (hasNoPayload(marker)) {
      digest.update((byte) marker);
      return marker(hashingReader);
    }
    int length = hashingReader.readShort() - 2;
    if (length < 0) {
      throw new HashingReader.TruncatedFileException("a segment without a length");
    }
    if (isMetadata(marker)) {
      noteColourHints(marker, hashingReader.read(length));
      return marker(hashingReader);
    }
    digestSegment(marker, hashingReader.read(length));
    return marker == START_OF_SCAN ? digestScan(hashingReader) : marker(hashingReader);
  }

  private void digestSegment(int marker, byte[] content) {
    digest.update((byte) marker);
    digest.update((byte) (content.length >> 8));
    digest.update((byte) content.length);
    digest.update(content);
    if (isFrame(marker) && frame == null) {
      frame = content;
    }
  }

  private void noteColourHints(int marker, byte[] content) {
    if (marker == JFIF && startsWith(content, "JFIF\0")) {
      jfif = true;
    } else if (marker == ADOBE && startsWith(content, "Adobe") && content.length >= 12) {
      adobeTransform = content[11] & 0xff;
    }
  }

  /** Coded data up to the next marker that is no part of them. */
  private int digestScan(HashingReader hashingReader) throws IOException {
    while (true) {
      hashingReader.copyUntil((byte) 0xff, digest);
      int marker = marker(hashingReader);
      if (marker != 0 && !isRestart(marker)) {
        return marker;
      }
      digest.update((byte) 0xff);
      digest.update((byte) marker);
    }
  }

  /** A marker may have any number of fill bytes before it. */
  private static int marker(HashingReader hashingReader) throws IOException {
    if (hashingReader.read() != 0xff) {
      throw new HashingReader.TruncatedFileException("no marker where one must be");
    }
    int marker = hashingReader.read();
    while (marker == 0xff) {
      marker = hashingReader.read();
    }
    return marker;
  }

  /**
   * How decoders take the components: 1 as luma and chroma, 0 as they are, 2 as luma and chroma of
   * inks; with Adobe's mark inks are turned round.
   */
  private int colourTransform() {
    int components = frame == null || frame.length < 6 ? 0 : frame[5];
    boolean adobe = adobeTransform != NO_TRANSFORM;
    return switch (components) {
      case 3 -> jfif ? 1 : adobe ? adobeTransform : namedRgb() ? 0 : 1;
      case 4 -> adobe ? 16 + adobeTransform : 0;
      default -> 0;
    };
  }

  private boolean namedRgb() {
    return frame != null
        && frame.length >= 15
        && frame[6] == 'R'
        && frame[9] == 'G'
        && frame[12] == 'B';
  }

  private @Nullable Integer size(int at) {
    if (frame == null || frame.length < 6) {
      return null;
    }
    int pixels = ((frame[at] & 0xff) << 8) | (frame[at + 1] & 0xff);
    return pixels == 0 ? null : pixels;
  }

  private static boolean isMetadata(int marker) {
    return (marker >= 0xe0 && marker <= 0xef) || marker == COMMENT;
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private static boolean isRestart(int marker) {
    return marker >= 0xd0 && marker <= 0xd7;
  }

  private static boolean hasNoPayload(int marker) {
    return isRestart(marker) || marker == 1;
  }

  private static boolean startsWith(byte[] content, String text) {
    var start = text.getBytes(StandardCharsets.US_ASCII);
    return content.length >= start.length
        && Arrays.equals(content, 0, start.length, start, 0, start.length);
  }
}
