package io.proofline.workers.metadata;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A marker segment of a JPEG file.
 *
 * @param start file offset of its first 0xFF; fill bytes before the marker belong to the segment
 * @param end file offset after its content
 * @param content without the marker and the length
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record JpegSegment(int marker, long start, long end, byte[] content) {

  /** The longest content that the two bytes of a segment's length can express. */
  static final int MAX_CONTENT_BYTES = 0xffff - 2;

  /** Whether it has this marker and its content begins with this identifier. */
  boolean is(int wanted, String identifier) {
    var start = ascii(identifier);
    return marker == wanted
        && content.length >= start.length
        && Arrays.equals(content, 0, start.length, start, 0, start.length);
  }

  byte[] contentAfter(String identifier) {
    return Arrays.copyOfRange(content, identifier.length(), content.length);
  }

  /** The bytes of a segment with this content. */
  static byte[] bytes(int marker, String identifier, byte[] content) {
    var name = ascii(identifier);
    int length = name.length + content.length + 2;
    var bytes = new byte[length + 2];
    bytes[0] = (byte) 0xff;
    bytes[1] = (byte) marker;
    bytes[2] = (byte) (length >> 8);
    bytes[3] = (byte) length;
    System.arraycopy(name, 0, bytes, 4, name.length);
    System.arraycopy(content, 0, bytes, 4 + name.length, content.length);
    return bytes;
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
