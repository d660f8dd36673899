package io.proofline.workers.metadata;

import java.io.IOException;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Hashes the picture of a JPEG: its frames, tables and scans, and how decoders interpret its
 * colours. Application segments and comments don't count, apart from the colour interpretation that
 * JFIF's and Adobe's segments state. Data behind the end of the picture don't count either.
 */
final class JpegImageDataReader implements ImageDataReader, JpegReader.Visitor {

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
    new JpegReader(hashingReader, this).read();
    digest.update((byte) colourTransform());
    return new ImageData(FileHashes.hex(digest), size(3), size(1));
  }

  @Override
  public void onSegment(JpegSegment segment) {
    if (JpegReader.isMetadata(segment.marker())) {
      noteColourHints(segment);
    } else {
      digestSegment(segment.marker(), segment.content());
    }
  }

  @Override
  public void onBareMarker(int marker) {
    digest.update((byte) marker);
  }

  @Override
  public void onScanData(byte[] bytes, int from, int count) {
    digest.update(bytes, from, count);
  }

  private void digestSegment(int marker, byte[] content) {
    digest.update((byte) marker);
    digest.update((byte) (content.length >> 8));
    digest.update((byte) content.length);
    digest.update(content);
    if (JpegReader.isFrame(marker) && frame == null) {
      frame = content;
    }
  }

  private void noteColourHints(JpegSegment segment) {
    if (segment.is(JFIF, "JFIF\0")) {
      jfif = true;
    } else if (segment.is(ADOBE, "Adobe") && segment.content().length >= 12) {
      adobeTransform = segment.content()[11] & 0xff;
    }
  }

  /**
   * How decoders interpret the components: 1 as luma and chroma, 0 unchanged, 2 as luma and chroma
   * of inks; with Adobe's segment inks are inverted.
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
}
