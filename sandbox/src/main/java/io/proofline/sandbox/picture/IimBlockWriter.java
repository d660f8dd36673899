package io.proofline.sandbox.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes IPTC as the IIM block of a JPEG's APP13 segment. */
final class IimBlockWriter {
  private static final String PHOTOSHOP = "Photoshop 3.0\0";
  private static final byte[] UTF8 = {0x1b, '%', 'G'};
  private static final int LONGEST_TEXT = 32_000;

  private IimBlockWriter() {}

  static JpegSegments.Segment segment(IptcMetadata iptcMetadata) {
    var records = records(iptcMetadata);
    var resource = ByteBuffer.allocate(12 + records.length + records.length % 2);
    resource
        .put("8BIM".getBytes(StandardCharsets.US_ASCII))
        .putShort((short) 0x0404)
        .putShort((short) 0);
    resource.putInt(records.length).put(records);
    return new JpegSegments.Segment(13, PHOTOSHOP, resource.array());
  }

  private static byte[] records(IptcMetadata iptcMetadata) {
    var out = new ByteArrayOutputStream();
    put(out, 1, 90, UTF8);
    put(out, 2, 0, new byte[] {0, 4});
    for (var field : IptcField.values()) {
      if (field.inIim()) {
        iptcMetadata.text(field).ifPresent(text -> put(out, 2, field.dataset(), bytes(text)));
      }
    }
    iptcMetadata.keywords().forEach(word -> put(out, 2, IptcField.KEYWORDS_DATASET, bytes(word)));
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
