package io.proofline.workers.metadata;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts texts into files while they are copied, whatever their size. A JPEG gets both forms of IPTC,
 * IIM and XMP, in place of its own; its picture and all else that it holds stay as they are.
 */
public final class MetadataWriter {

  private static final int MAX_SEGMENT_BYTES = 0xffff - 2;
  private static final int APP1 = 0xe1;
  private static final int APP13 = 0xed;
  private static final byte[] XMP = ascii("http://ns.adobe.com/xap/1.0/\0");
  private static final byte[] PHOTOSHOP = ascii("Photoshop 3.0\0");

  private MetadataWriter() {}

  /**
   * Copies a JPEG with these texts.
   *
   * @return false for a file that is no JPEG, or whose head is broken; then {@code to} is not whole
   */
  public static boolean copy(Path from, Path to, MetadataEdit metadataEdit) throws IOException {
    var old = read(from);
    return old != null && write(from, to, metadataEdit, old);
  }

  /** What a JPEG says of itself before its picture begins. */
  private static final class ExistingMetadata {
    private final byte @Nullable [] xmp;
    private final byte[] resources;

    ExistingMetadata(byte @Nullable [] xmp, byte[] resources) {
      this.xmp = xmp;
      this.resources = resources;
    }
  }

  private static @Nullable ExistingMetadata read(Path file) throws IOException {
    try (var in = open(file)) {
      byte[] xmp = null;
      var resources = new ByteArrayOutputStream();
      if (in.readUnsignedShort() != 0xffd8) {
        return null;
      }
      for (var segment = nextSegment(in); segment != null; segment = nextSegment(in)) {
        if (segment.is(APP1, XMP)) {
          xmp = xmp == null ? segment.contentAfter(XMP) : xmp;
        } else if (segment.is(APP13, PHOTOSHOP)) {
          resources.writeBytes(segment.contentAfter(PHOTOSHOP));
        }
      }
      return new ExistingMetadata(xmp, resources.toByteArray());
    } catch (EOFException _) {
      return null;
    }
  }

  private static boolean write(Path from, Path to, MetadataEdit metadataEdit, ExistingMetadata old)
      throws IOException {
    try (var in = open(from);
        var out = new BufferedOutputStream(Files.newOutputStream(to))) {
      in.skipNBytes(2);
      out.write(0xff);
      out.write(0xd8);
      boolean written = false;
      in.mark(4);
      for (var segment = nextSegment(in); segment != null; segment = nextSegment(in)) {
        if (!written && !segment.mustComeFirst()) {
          write(out, metadataEdit, old);
          written = true;
        }
        if (!segment.is(APP1, XMP) && !segment.is(APP13, PHOTOSHOP)) {
          segment.writeTo(out);
        }
        in.mark(4);
      }
      if (!written) {
        write(out, metadataEdit, old);
      }
      in.reset();
      in.transferTo(out);
      return true;
    }
  }

  private static void write(OutputStream out, MetadataEdit metadataEdit, ExistingMetadata old)
      throws IOException {
    var xmp = XmpPacket.merge(metadataEdit, old.xmp, MAX_SEGMENT_BYTES - XMP.length);
    if (xmp != null) {
      new Segment(APP1, concat(XMP, xmp)).writeTo(out);
    }
    for (byte[] part : splitResources(PhotoshopResources.merge(metadataEdit, old.resources))) {
      new Segment(APP13, concat(PHOTOSHOP, part)).writeTo(out);
    }
  }

  /** Resources that are too long for one segment go on in the next. */
  private static List<byte[]> splitResources(byte[] resources) {
    int most = MAX_SEGMENT_BYTES - PHOTOSHOP.length;
    var parts = new ArrayList<byte[]>();
    for (int at = 0; at < resources.length; at += most) {
      parts.add(Arrays.copyOfRange(resources, at, Math.min(at + most, resources.length)));
    }
    return parts;
  }

  /** The next segment that stands before the frames and tables; null when there is none. */
  private static @Nullable Segment nextSegment(DataInputStream in) throws IOException {
    int marker = in.readUnsignedShort() & 0xff;
    if ((marker & 0xf0) != 0xe0 && marker != 0xfe) {
      return null;
    }
    int length = in.readUnsignedShort() - 2;
    if (length < 0) {
      throw new EOFException("a segment without a length");
    }
    var content = new byte[length];
    in.readFully(content);
    return new Segment(marker, content);
  }

  private static final class Segment {
    private final int marker;
    private final byte[] content;

    Segment(int marker, byte[] content) {
      this.marker = marker;
      this.content = content;
    }

    boolean is(int wanted, byte[] name) {
      return marker == wanted
          && content.length >= name.length
          && Arrays.equals(content, 0, name.length, name, 0, name.length);
    }

    byte[] contentAfter(byte[] name) {
      return Arrays.copyOfRange(content, name.length, content.length);
    }

    /** JFIF and Exif each want to be the first; before both nothing is put. */
    boolean mustComeFirst() {
      return marker == 0xe0 || is(APP1, ascii("Exif\0"));
    }

    void writeTo(OutputStream out) throws IOException {
      out.write(0xff);
      out.write(marker);
      out.write((content.length + 2) >> 8);
      out.write(content.length + 2);
      out.write(content);
    }
  }

  private static DataInputStream open(Path file) throws IOException {
    return new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
  }

  private static byte[] concat(byte[] one, byte[] other) {
    var both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
