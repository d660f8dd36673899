package io.proofline.sandbox.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Replaces the application segments of a JPEG, which contain its metadata. */
final class JpegSegments {
  private static final int SOI = 0xffd8;
  private static final int APP0 = 0xffe0;
  private static final int APP15 = 0xffef;
  private static final int LONGEST = 0xffff - 2;

  /** A segment to be written. */
  static final class Segment {
    private final int marker;
    private final String name;
    private final byte[] content;

    /** Marker 1 is APP1; the name is the prefix of the segment that it replaces. */
    Segment(int marker, String name, byte[] content) {
      this.marker = marker;
      this.name = name;
      this.content = content;
    }

    boolean fits() {
      return name.length() + content.length <= LONGEST;
    }

    private byte[] bytes() {
      var size = name.length() + content.length;
      return ByteBuffer.allocate(4 + size)
          .putShort((short) (APP0 + marker))
          .putShort((short) (2 + size))
          .put(ascii(name))
          .put(content)
          .array();
    }

    private boolean isAt(byte[] file, int at) {
      var start = at + 4;
      return JpegSegments.marker(file, at) == APP0 + marker
          && file.length > start + name.length()
          && Arrays.equals(file, start, start + name.length(), ascii(name), 0, name.length());
    }
  }

  private JpegSegments() {}

  /** The JPEG with these segments in place of those of the same name; other files unchanged. */
  static byte[] replace(byte[] file, List<Segment> segments) {
    return file.length > 4 && marker(file, 0) == SOI ? replaced(file, segments) : file;
  }

  private static byte[] replaced(byte[] file, List<Segment> segments) {
    var out = new ByteArrayOutputStream(file.length);
    out.write(file, 0, 2);
    var at = 2;
    while (marker(file, at) >= APP0 && marker(file, at) <= APP15) {
      var start = at;
      var length = 2 + marker(file, at + 2);
      if (segments.stream().noneMatch(each -> each.isAt(file, start))) {
        out.write(file, at, length);
      }
      at += length;
    }
    segments.forEach(each -> out.writeBytes(each.bytes()));
    out.write(file, at, file.length - at);
    return out.toByteArray();
  }

  private static int marker(byte[] file, int at) {
    return ByteBuffer.wrap(file).getShort(at) & 0xffff;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
