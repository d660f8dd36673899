package io.proofline.workers.metadata;

import io.proofline.workers.metadata.HashingReader.TruncatedFileException;
import java.io.IOException;

/**
 * Reads the structure of a JPEG file from its start to the end of its picture, for hashing and for
 * writing alike. It accepts what decoders accept: fill bytes before markers, stray bytes between
 * segments, application segments of length zero and behind tables, and a file without an
 * end-of-image marker. Files behind the end-of-image marker are not read.
 */
final class JpegReader {

  static final int START_OF_SCAN = 0xda;
  private static final int END_OF_IMAGE = 0xd9;
  private static final int COMMENT = 0xfe;

  private final HashingReader in;
  private final Visitor visitor;
  private boolean frameSeen;
  private boolean scanSeen;
  private long markerStart;

  /** Receives the parts of the file in their order. */
  interface Visitor {

    void onSegment(JpegSegment segment);

    /** A metadata segment whose length is impossible; decoders read it as empty, others stop. */
    default void onImpossibleLength() {}

    /** A marker without a length. */
    default void onBareMarker(int marker) {}

    /** Compressed data of a scan, with its restart markers. */
    default void onScanData(byte[] bytes, int from, int count) {}
  }

  JpegReader(HashingReader in, Visitor visitor) {
    this.in = in;
    this.visitor = visitor;
  }

  /**
   * Reads up to the end of the picture.
   *
   * @throws TruncatedFileException if the file is no JPEG, or ends before its first scan
   */
  void read() throws IOException {
    try {
      in.skip(2);
      int marker = nextMarker();
      while (marker != END_OF_IMAGE) {
        marker = readSegment(marker);
      }
    } catch (TruncatedFileException e) {
      if (!scanSeen) {
        throw e;
      }
    }
    if (!frameSeen || !scanSeen) {
      throw new TruncatedFileException("the file has no picture");
    }
  }

  /** Returns the marker after the segment. */
  private int readSegment(int marker) throws IOException {
    if (hasNoLength(marker)) {
      visitor.onBareMarker(marker);
      return nextMarker();
    }
    long start = markerStart;
    var content = in.read(contentLength(marker));
    visitor.onSegment(new JpegSegment(marker, start, in.position(), content));
    frameSeen |= isFrame(marker);
    if (marker != START_OF_SCAN) {
      return nextMarker();
    }
    scanSeen = true;
    return readScan();
  }

  private int contentLength(int marker) throws IOException {
    int length = in.readShort() - 2;
    if (length < 0 && !isMetadata(marker)) {
      throw new TruncatedFileException("a segment has an impossible length");
    }
    if (length < 0) {
      visitor.onImpossibleLength();
    }
    return Math.max(length, 0);
  }

  /** Returns the marker after the scan. */
  private int readScan() throws IOException {
    while (true) {
      in.copyUntil((byte) 0xff, visitor::onScanData);
      markerStart = in.position();
      int marker = markerAfterFill();
      if (marker != 0 && !isRestart(marker)) {
        return marker;
      }
      visitor.onScanData(new byte[] {(byte) 0xff, (byte) marker}, 0, 2);
    }
  }

  /** Skips stray bytes; 0xFF followed by zero is no marker. */
  private int nextMarker() throws IOException {
    while (true) {
      in.copyUntil((byte) 0xff, (_, _, _) -> {});
      markerStart = in.position();
      int marker = markerAfterFill();
      if (marker != 0) {
        return marker;
      }
    }
  }

  private int markerAfterFill() throws IOException {
    int value = in.read();
    while (value == 0xff) {
      value = in.read();
    }
    return value;
  }

  /** Application segments and comments: no part of the picture. */
  static boolean isMetadata(int marker) {
    return (marker >= 0xe0 && marker <= 0xef) || marker == COMMENT;
  }

  static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private static boolean isRestart(int marker) {
    return marker >= 0xd0 && marker <= 0xd7;
  }

  private static boolean hasNoLength(int marker) {
    return isRestart(marker) || marker == 1 || marker == 0xd8;
  }
}
