package io.proofline.workers.metadata;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The resources in a JPEG's APP13, of which one is IPTC's block and one that block's digest. */
final class PhotoshopResources {

  private static final byte[] TYPE = "8BIM".getBytes(StandardCharsets.US_ASCII);
  private static final int IPTC = 0x0404;
  private static final int DIGEST = 0x0425;

  private PhotoshopResources() {}

  /** The resources with these texts in IPTC's block; the others as they were. */
  static byte[] merge(MetadataEdit metadataEdit, byte[] before) {
    var resources = parse(before);
    var none = new byte[0];
    var old = resources.get(IPTC);
    var block = IimBlock.merge(metadataEdit, old == null ? none : content(old));
    resources.put(IPTC, resource(IPTC, block));
    resources.put(DIGEST, resource(DIGEST, md5(block)));
    var out = new ByteArrayOutputStream();
    resources.values().forEach(out::writeBytes);
    return out.toByteArray();
  }

  /** Whole resources by their number, the first of each, up to the first byte that is none. */
  private static Map<Integer, byte[]> parse(byte[] bytes) {
    var found = new LinkedHashMap<Integer, byte[]>();
    int at = 0;
    while (isResource(bytes, at)) {
      int size = size(bytes, at);
      if (size < 0 || at + size > bytes.length) {
        break;
      }
      var number = ((bytes[at + 4] & 0xff) << 8) | (bytes[at + 5] & 0xff);
      found.putIfAbsent(number, Arrays.copyOfRange(bytes, at, at + size));
      at += size;
    }
    return found;
  }

  private static boolean isResource(byte[] bytes, int at) {
    return at + 12 <= bytes.length
        && Arrays.equals(bytes, at, at + TYPE.length, TYPE, 0, TYPE.length);
  }

  /** Of the whole resource; negative for what can't be one. */
  private static int size(byte[] bytes, int at) {
    int head = head(bytes, at);
    if (at + head > bytes.length) {
      return -1;
    }
    int content = ByteBuffer.wrap(bytes, at + head - 4, 4).getInt();
    return content < 0 || content > bytes.length ? -1 : head + content + (content & 1);
  }

  /** Type, number, name padded to an even length, and the length of the content. */
  private static int head(byte[] bytes, int at) {
    int name = 1 + (bytes[at + 6] & 0xff);
    return 6 + name + (name & 1) + 4;
  }

  private static byte[] content(byte[] resource) {
    int head = head(resource, 0);
    int length = ByteBuffer.wrap(resource, head - 4, 4).getInt();
    return Arrays.copyOfRange(resource, head, head + length);
  }

  private static byte[] resource(int number, byte[] content) {
    return ByteBuffer.allocate(12 + content.length + (content.length & 1))
        .put(TYPE)
        .putShort((short) number)
        .putShort((short) 0) // no name
        .putInt(content.length)
        .put(content)
        .array();
  }

  private static byte[] md5(byte[] block) {
    try {
      return MessageDigest.getInstance("MD5").digest(block);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
