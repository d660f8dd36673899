package io.proofline.workers.metadata;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Builds small JPEGs with metadata, segment by segment, for tests. */
final class OddJpegs {

  static final String OLD = "OLD caption";
  private static final byte[] BASE = base();
  private static final int HEAD = 20; // start of image, and JFIF's segment

  private OddJpegs() {}

  private static byte[] base() {
    var image = new BufferedImage(48, 32, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 48; x++) {
      for (int y = 0; y < 32; y++) {
        image.setRGB(x, y, x * 5 << 16 | y * 7 << 8 | x * y % 256);
      }
    }
    return SamplePhotographs.encoded(image, "jpeg");
  }

  /** These parts between JFIF's segment and the tables. */
  static byte[] jpeg(byte[]... parts) {
    return joined(Arrays.copyOf(BASE, HEAD), joined(parts), rest());
  }

  /** Everything from the first table on. */
  static byte[] rest() {
    return Arrays.copyOfRange(BASE, HEAD, BASE.length);
  }

  static byte[] whole() {
    return BASE.clone();
  }

  /** These parts between the first table and the others. */
  static byte[] jpegWithPartsBehindTable(byte[]... parts) {
    int end = HEAD + 2 + (((BASE[HEAD + 2] & 0xff) << 8) | (BASE[HEAD + 3] & 0xff));
    return joined(
        Arrays.copyOf(BASE, end), joined(parts), Arrays.copyOfRange(BASE, end, BASE.length));
  }

  static byte[] segment(int marker, byte[] content) {
    return SamplePhotographs.segment(marker, content);
  }

  static byte[] xmpSegment(String packet) {
    return segment(0xe1, joined(text("http://ns.adobe.com/xap/1.0/\0"), packet.getBytes(UTF_8)));
  }

  static String packet(String attributes, String properties) {
    return "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF"
        + " xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description"
        + " rdf:about=\"\" xmlns:photoshop=\"http://ns.adobe.com/photoshop/1.0/\""
        + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
        + " xmlns:tiff=\"http://ns.adobe.com/tiff/1.0/\""
        + " xmlns:xmpNote=\"http://ns.adobe.com/xmp/note/\""
        + " xmlns:my=\"http://example.com/my/1.0/\""
        + attributes
        + ">"
        + properties
        + "</rdf:Description></rdf:RDF></x:xmpmeta>";
  }

  static String caption() {
    return "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">"
        + OLD
        + "</rdf:li></rdf:Alt></dc:description>";
  }

  static byte[] xmp() {
    return xmpSegment(
        packet("", caption() + "<photoshop:City>Kiel</photoshop:City><my:Own>mine</my:Own>"));
  }

  static byte[] app13(byte[]... resources) {
    return segment(0xed, joined(text("Photoshop 3.0\0"), joined(resources)));
  }

  static byte[] iptc() {
    return joined(dataset(2, 0, new byte[] {0, 4}), dataset(2, 90, text("Kiel")), oldCaption());
  }

  static byte[] oldCaption() {
    return dataset(2, 120, text(OLD));
  }

  static byte[] resource(String type, int number, byte[] content) {
    return ByteBuffer.allocate(12 + content.length + (content.length & 1))
        .put(text(type))
        .putShort((short) number)
        .putShort((short) 0)
        .putInt(content.length)
        .put(content)
        .array();
  }

  static byte[] iptcResource(byte[] block) {
    return resource("8BIM", 0x404, block);
  }

  static byte[] dataset(int record, int number, byte[] content) {
    return ByteBuffer.allocate(5 + content.length)
        .put((byte) 0x1c)
        .put((byte) record)
        .put((byte) number)
        .putShort((short) content.length)
        .put(content)
        .array();
  }

  static byte[] longDataset(int number, byte[] content) {
    return ByteBuffer.allocate(9 + content.length)
        .put((byte) 0x1c)
        .put((byte) 2)
        .put((byte) number)
        .putShort((short) 0x8004)
        .putInt(content.length)
        .put(content)
        .array();
  }

  /** An index of two pictures, the second of them at an offset from the index's header. */
  static byte[] multiPictureIndex(int firstSize, int offset, int secondSize) {
    var index = ByteBuffer.allocate(82).order(ByteOrder.LITTLE_ENDIAN);
    index.put(text("II*\0")).putInt(8).putShort((short) 3);
    index.putShort((short) 0xb000).putShort((short) 7).putInt(4).put(text("0100"));
    index.putShort((short) 0xb001).putShort((short) 4).putInt(1).putInt(2);
    index.putShort((short) 0xb002).putShort((short) 7).putInt(32).putInt(50).putInt(0);
    index.putInt(0x20030000).putInt(firstSize).putInt(0).putInt(0);
    index.putInt(0).putInt(secondSize).putInt(offset).putInt(0);
    return segment(0xe2, joined(text("MPF\0"), index.array()));
  }

  static byte[] joined(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static byte[] text(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
