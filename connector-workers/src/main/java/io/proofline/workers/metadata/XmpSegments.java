package io.proofline.workers.metadata;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The XMP of a JPEG: a packet in an APP1 segment and, if it is longer than a segment, an extension
 * in further ones. The first packet gets the texts; further packets lose the replaced ones.
 */
final class XmpSegments {

  static final int APP1 = 0xe1;
  static final String PACKET = "http://ns.adobe.com/xap/1.0/\0";
  static final String EXTENSION = "http://ns.adobe.com/xmp/extension/\0";

  private static final int ID_BYTES = 32;
  private static final int HEAD_BYTES = ID_BYTES + 8;
  private static final int MAX_EXTENSION_BYTES = 64 << 20;

  private final List<JpegSegment> packets;
  private final List<JpegSegment> extensions;

  XmpSegments(List<JpegSegment> packets, List<JpegSegment> extensions) {
    this.packets = packets;
    this.extensions = extensions;
  }

  /**
   * The replacements of segments that write an edit.
   *
   * @param insertAt where the packet is inserted if the file has none
   */
  List<Splice> write(MetadataEdit edit, long insertAt) throws UnreadableMetadataException {
    if (packets.isEmpty()) {
      var packet = XmpPacket.empty();
      packet.write(edit);
      return List.of(new Splice(insertAt, insertAt, segments(packet)));
    }
    var splices = new ArrayList<>(writeFirst(edit));
    for (var further : packets.subList(1, packets.size())) {
      splices.addAll(removeFrom(further, edit));
    }
    return splices;
  }

  private List<Splice> writeFirst(MetadataEdit edit) throws UnreadableMetadataException {
    var first = packets.getFirst();
    var packet = XmpPacket.parse(first.contentAfter(PACKET));
    packet.refuseAliases(edit);
    var id = packet.extensionId();
    var splices = new ArrayList<Splice>();
    if (id.isPresent()) {
      var parts = extensions.stream().filter(part -> hasId(part, id.get())).toList();
      var extension = XmpPacket.parse(assemble(parts));
      extension.refuseAliases(edit);
      if (extension.hasAny(edit) || !fitsWith(edit, first)) {
        packet.merge(extension);
        parts.forEach(part -> splices.add(Splice.remove(part)));
      }
    }
    packet.write(edit);
    splices.add(Splice.replace(first, segments(packet)));
    return splices;
  }

  /** A second parse: the packet itself must not change before the extension is merged. */
  private static boolean fitsWith(MetadataEdit edit, JpegSegment first)
      throws UnreadableMetadataException {
    var packet = XmpPacket.parse(first.contentAfter(PACKET));
    packet.write(edit);
    return packet.bytes().length <= maxPacketBytes();
  }

  private static List<Splice> removeFrom(JpegSegment further, MetadataEdit edit)
      throws UnreadableMetadataException {
    var packet = XmpPacket.parse(further.contentAfter(PACKET));
    packet.refuseAliases(edit);
    if (packet.extensionId().isPresent()) {
      throw new UnreadableMetadataException("a second XMP packet has an extension");
    }
    if (!packet.hasAny(edit)) {
      return List.of();
    }
    packet.remove(edit);
    return List.of(Splice.replace(further, segments(packet)));
  }

  private static boolean hasId(JpegSegment part, String id) {
    var content = part.contentAfter(EXTENSION);
    return content.length >= HEAD_BYTES
        && Arrays.equals(Arrays.copyOf(content, ID_BYTES), JpegSegment.ascii(id));
  }

  /** Each part states the whole length and its own offset. */
  private static byte[] assemble(List<JpegSegment> parts) throws UnreadableMetadataException {
    if (parts.isEmpty()) {
      throw incomplete();
    }
    int length = ByteBuffer.wrap(parts.getFirst().contentAfter(EXTENSION)).getInt(ID_BYTES);
    if (length < 0 || length > MAX_EXTENSION_BYTES) {
      throw incomplete();
    }
    var whole = new byte[length];
    var filled = new BitSet(length);
    for (var part : parts) {
      var content = part.contentAfter(EXTENSION);
      int offset = ByteBuffer.wrap(content).getInt(ID_BYTES + 4);
      int count = content.length - HEAD_BYTES;
      if (offset < 0 || count > length - offset) {
        throw incomplete();
      }
      System.arraycopy(content, HEAD_BYTES, whole, offset, count);
      filled.set(offset, offset + count);
    }
    if (filled.cardinality() != length) {
      throw incomplete();
    }
    return whole;
  }

  private static UnreadableMetadataException incomplete() {
    return new UnreadableMetadataException("the XMP extension is incomplete");
  }

  private static byte[] segments(XmpPacket packet) throws UnreadableMetadataException {
    var parts = packet.parts(maxPacketBytes());
    var out = new ByteArrayOutputStream();
    out.writeBytes(JpegSegment.bytes(APP1, PACKET, parts.packet()));
    var extension = parts.extension();
    if (extension != null) {
      int most = JpegSegment.MAX_CONTENT_BYTES - EXTENSION.length() - HEAD_BYTES;
      for (int at = 0; at < extension.length; at += most) {
        int end = Math.min(at + most, extension.length);
        out.writeBytes(extensionSegment(extension, at, end, parts.extensionId()));
      }
    }
    return out.toByteArray();
  }

  private static byte[] extensionSegment(byte[] extension, int from, int to, String id) {
    var content =
        ByteBuffer.allocate(HEAD_BYTES + to - from)
            .put(JpegSegment.ascii(id))
            .putInt(extension.length)
            .putInt(from)
            .put(extension, from, to - from)
            .array();
    return JpegSegment.bytes(APP1, EXTENSION, content);
  }

  private static int maxPacketBytes() {
    return JpegSegment.MAX_CONTENT_BYTES - PACKET.length();
  }
}
