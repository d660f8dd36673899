package io.proofline.workers.metadata;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The Photoshop image resources of a JPEG's APP13 segments. One resource is the IPTC-IIM block and
 * one the digest of that block. The resources are parsed completely or not at all; those of other
 * types and numbers keep their bytes and order.
 */
final class PhotoshopResources {

  private static final String TYPE = "8BIM";
  private static final int IPTC = 0x0404;
  private static final int DIGEST = 0x0425;
  private static final int XMP = 0x0424;
  private static final int TYPE_BYTES = 4;

  private final List<Resource> resources;
  private final byte[] padding;

  private PhotoshopResources(List<Resource> resources, byte[] padding) {
    this.resources = resources;
    this.padding = padding;
  }

  /**
   * One resource: type, number, name, length and content, padded to an even length unless it is the
   * last one. The content begins after {@code head} bytes.
   */
  private static final class Resource {
    private final byte[] bytes;
    private final int head;
    private final int length;

    Resource(byte[] bytes, int head, int length) {
      this.bytes = bytes;
      this.head = head;
      this.length = length;
    }

    static Resource of(int number, byte[] content) {
      var head =
          ByteBuffer.allocate(12)
              .put(JpegSegment.ascii(TYPE))
              .putShort((short) number)
              .putShort((short) 0) // no name
              .putInt(content.length);
      return new Resource(head.array(), 12, 0).withContent(content);
    }

    boolean is(int number) {
      return new String(bytes, 0, TYPE_BYTES, StandardCharsets.ISO_8859_1).equals(TYPE)
          && ByteBuffer.wrap(bytes).getShort(TYPE_BYTES) == (short) number;
    }

    byte[] content() {
      return Arrays.copyOfRange(bytes, head, head + length);
    }

    Resource withContent(byte[] content) {
      var changed =
          ByteBuffer.allocate(head + content.length + (content.length & 1))
              .put(bytes, 0, head - 4)
              .putInt(content.length)
              .put(content)
              .array();
      return new Resource(changed, head, content.length);
    }

    /** The last resource may lack its padding; another one after it needs it. */
    void writeTo(ByteArrayOutputStream out) {
      out.writeBytes(bytes);
      if (bytes.length % 2 != 0) {
        out.write(0);
      }
    }
  }

  /**
   * Parses the contents of APP13 segments: each complete, or a sequence that continues from one
   * segment to the next.
   */
  static PhotoshopResources parse(List<byte[]> segments) throws UnreadableMetadataException {
    try {
      var all = new ArrayList<Resource>();
      var padding = new byte[0];
      for (byte[] segment : segments) {
        var parsed = parse(segment);
        all.addAll(parsed.resources);
        padding = parsed.padding;
      }
      return new PhotoshopResources(all, padding);
    } catch (UnreadableMetadataException e) {
      if (segments.size() == 1) {
        throw e;
      }
      return parse(joined(segments));
    }
  }

  private static PhotoshopResources parse(byte[] bytes) throws UnreadableMetadataException {
    var resources = new ArrayList<Resource>();
    int at = 0;
    while (startsResource(bytes, at)) {
      var resource = parse(bytes, at);
      resources.add(resource);
      at += resource.bytes.length;
    }
    var padding = Arrays.copyOfRange(bytes, at, bytes.length);
    if (!Arrays.equals(padding, new byte[padding.length])) {
      throw new UnreadableMetadataException("Photoshop's resources have bytes that are none");
    }
    return new PhotoshopResources(resources, padding);
  }

  /** Photoshop's own type is 8BIM; ImageReady, PhotoDeluxe and others have four letters too. */
  private static boolean startsResource(byte[] bytes, int at) {
    if (at + TYPE_BYTES > bytes.length) {
      return false;
    }
    for (int i = at; i < at + TYPE_BYTES; i++) {
      if (bytes[i] <= ' ' || bytes[i] > '~') {
        return false;
      }
    }
    return true;
  }

  private static Resource parse(byte[] bytes, int at) throws UnreadableMetadataException {
    int name = at + 6 < bytes.length ? 1 + (bytes[at + 6] & 0xff) : bytes.length;
    int head = 6 + name + (name & 1) + 4;
    if (at + head > bytes.length) {
      throw truncated();
    }
    int length = ByteBuffer.wrap(bytes, at + head - 4, 4).getInt();
    if (length < 0 || length > bytes.length - at - head) {
      throw truncated();
    }
    int end = at + head + length;
    boolean padded = length % 2 != 0 && end < bytes.length && !startsResource(bytes, end);
    if (padded && bytes[end] != 0) {
      throw new UnreadableMetadataException("Photoshop's resources are padded with a value");
    }
    return new Resource(Arrays.copyOfRange(bytes, at, padded ? end + 1 : end), head, length);
  }

  private static UnreadableMetadataException truncated() {
    return new UnreadableMetadataException("Photoshop's resources are cut short");
  }

  /**
   * The resources with these texts in the first IPTC block, with its digest, and without them in
   * further blocks.
   */
  byte[] with(MetadataEdit edit) throws UnreadableMetadataException {
    if (resources.stream().anyMatch(resource -> resource.is(XMP))) {
      throw new UnreadableMetadataException("Photoshop's resources contain a second XMP packet");
    }
    var block = IimBlock.parse(content(IPTC)).with(edit);
    var changed = new ArrayList<Resource>();
    for (var resource : resources) {
      changed.add(resource.is(IPTC) ? change(resource, changed, block, edit) : resource);
    }
    if (changed.stream().noneMatch(resource -> resource.is(IPTC))) {
      changed.add(Resource.of(IPTC, block));
    }
    changed.replaceAll(it -> it.is(DIGEST) ? it.withContent(md5(block)) : it);
    if (changed.stream().noneMatch(resource -> resource.is(DIGEST))) {
      changed.add(Resource.of(DIGEST, md5(block)));
    }
    return bytes(changed);
  }

  private static Resource change(
      Resource resource, List<Resource> before, byte[] block, MetadataEdit edit)
      throws UnreadableMetadataException {
    boolean first = before.stream().noneMatch(other -> other.is(IPTC));
    return resource.withContent(first ? block : IimBlock.parse(resource.content()).without(edit));
  }

  private byte[] content(int number) {
    return resources.stream()
        .filter(resource -> resource.is(number))
        .findFirst()
        .map(Resource::content)
        .orElseGet(() -> new byte[0]);
  }

  private byte[] bytes(List<Resource> changed) {
    var out = new ByteArrayOutputStream();
    changed.forEach(resource -> resource.writeTo(out));
    out.writeBytes(padding);
    return out.toByteArray();
  }

  private static byte[] joined(List<byte[]> parts) {
    var out = new ByteArrayOutputStream();
    parts.forEach(out::writeBytes);
    return out.toByteArray();
  }

  private static byte[] md5(byte[] block) {
    try {
      return MessageDigest.getInstance("MD5").digest(block);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
