package io.proofline.sandbox.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes IPTC as the IIM block that lies in a JPEG's APP13 segment. XMP is left as it is. */
public final class IptcBlock {
  private static final byte[] PHOTOSHOP = "Photoshop 3.0\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] UTF8 = {0x1b, '%', 'G'};
  private static final int SOI = 0xffd8;
  private static final int APP0 = 0xffe0;
  private static final int APP13 = 0xffed;
  private static final int APP15 = 0xffef;
  private static final int LONGEST_TEXT = 32_000;
  private static final int LONGEST_SEGMENT = 0xffff;

  private IptcBlock() {}

  /** The JPEG with this IPTC in place of its own; any other file, or too much IPTC, unchanged. */
  public static byte[] into(byte[] file, Iptc iptc) {
    var segment = segment(iptc);
    var isJpeg = file.length > 4 && (ByteBuffer.wrap(file).getShort() & 0xffff) == SOI;
    return isJpeg && segment.length <= LONGEST_SEGMENT ? replaced(file, segment) : file;
  }

  private static byte[] replaced(byte[] file, byte[] segment) {
    var out = new ByteArrayOutputStream(file.length + segment.length);
    out.write(file, 0, 2);
    var at = 2;
    var applications = new ByteArrayOutputStream();
    for (var marker = marker(file, at);
        marker >= APP0 && marker <= APP15;
        marker = marker(file, at)) {
      var length = 2 + marker(file, at + 2);
      if (marker != APP13 || !holdsPhotoshop(file, at)) {
        applications.write(file, at, length);
      }
      at += length;
    }
    out.writeBytes(applications.toByteArray());
    out.writeBytes(segment);
    out.write(file, at, file.length - at);
    return out.toByteArray();
  }

  private static int marker(byte[] file, int at) {
    return ByteBuffer.wrap(file).getShort(at) & 0xffff;
  }

  private static boolean holdsPhotoshop(byte[] file, int at) {
    var start = at + 4;
    return file.length > start + PHOTOSHOP.length
        && Arrays.equals(file, start, start + PHOTOSHOP.length, PHOTOSHOP, 0, PHOTOSHOP.length);
  }

  private static byte[] segment(Iptc iptc) {
    var records = records(iptc);
    var resource = ByteBuffer.allocate(12 + records.length + records.length % 2);
    resource
        .put("8BIM".getBytes(StandardCharsets.US_ASCII))
        .putShort((short) 0x0404)
        .putShort((short) 0);
    resource.putInt(records.length).put(records);
    var size = PHOTOSHOP.length + resource.capacity();
    return ByteBuffer.allocate(4 + size)
        .putShort((short) APP13)
        .putShort((short) (2 + size))
        .put(PHOTOSHOP)
        .put(resource.array())
        .array();
  }

  private static byte[] records(Iptc iptc) {
    var out = new ByteArrayOutputStream();
    put(out, 1, 90, UTF8);
    put(out, 2, 0, new byte[] {0, 4});
    for (var field : IptcField.values()) {
      if (field.inIim()) {
        iptc.text(field).ifPresent(text -> put(out, 2, field.dataset(), bytes(text)));
      }
    }
    iptc.keywords().forEach(word -> put(out, 2, IptcField.KEYWORDS_DATASET, bytes(word)));
    return out.toByteArray();
  }

  private static byte[] bytes(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= LONGEST_TEXT ? bytes : Arrays.copyOf(bytes, LONGEST_TEXT);
  }

  private static void put(ByteArrayOutputStream out, int section, int dataset, byte[] value) {
    out.writeBytes(
        new byte[] {
          0x1c, (byte) section, (byte) dataset, (byte) (value.length >> 8), (byte) value.length
        });
    out.writeBytes(value);
  }
}
