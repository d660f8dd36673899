package io.proofline.workers.metadata;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Replaces the texts of Exif's main directory that repeat an IPTC text. Readers that follow the
 * Metadata Working Group's guidelines prefer Exif's description, artist and copyright to IPTC's, so
 * an old one would hide the new text. A text that Exif lacks is not added. Nothing else moves: a
 * text that fits is written over the old one, a longer one at the end of the block, so that offsets
 * in maker notes stay right.
 */
final class ExifTexts {

  static final int APP1 = XmpSegments.APP1;
  static final String NAME = "Exif\0\0";

  private static final int ENTRY_BYTES = 12;
  private static final int INLINE_BYTES = 4;

  private byte[] block;
  private final ByteOrder order;
  private final List<Entry> directory = new ArrayList<>();

  /** The directory's own bytes. */
  private final Entry head;

  /** The texts that Exif and IPTC share; {@code XP…} are those of Windows. */
  private enum Tag {
    IMAGE_DESCRIPTION(0x010e, UTF_8, "caption"),
    ARTIST(0x013b, UTF_8, "author"),
    COPYRIGHT(0x8298, UTF_8, "copyright"),
    XP_TITLE(0x9c9b, UTF_16LE, "title"),
    XP_AUTHOR(0x9c9d, UTF_16LE, "author"),
    XP_KEYWORDS(0x9c9e, UTF_16LE, "") {
      @Override
      Optional<String> text(MetadataEdit edit) {
        return Optional.of(String.join(";", edit.keywords()));
      }
    };

    private final int number;
    private final Charset charset;
    private final String field;

    Tag(int number, Charset charset, String field) {
      this.number = number;
      this.charset = charset;
      this.field = field;
    }

    /** The new text; empty if the edit leaves it alone. */
    Optional<String> text(MetadataEdit edit) {
      return Optional.ofNullable(edit.fields().get(field));
    }

    byte[] bytes(String text) {
      return (text + '\0').getBytes(charset);
    }
  }

  /**
   * An entry of the directory.
   *
   * @param at its offset in the block
   * @param from offset of its value
   * @param length of its value in bytes; 0 for one of an unknown type
   */
  private record Entry(int at, int tag, int from, long length) {

    boolean overlaps(Entry other) {
      return !equals(other) && from < other.from + other.length && other.from < from + length;
    }
  }

  private ExifTexts(byte[] block) throws UnreadableMetadataException {
    this.block = block;
    order =
        switch (ByteBuffer.wrap(block).getShort(0)) {
          case 0x4949 -> ByteOrder.LITTLE_ENDIAN;
          case 0x4d4d -> ByteOrder.BIG_ENDIAN;
          default -> throw unreadable();
        };
    head = readDirectory();
  }

  /** The segment with an edit's texts; empty if none of them is in it. */
  static Optional<Splice> write(JpegSegment segment, MetadataEdit edit)
      throws UnreadableMetadataException {
    var before = segment.contentAfter(NAME);
    try {
      var exif = new ExifTexts(before.clone());
      exif.write(edit);
      if (Arrays.equals(exif.block, before)) {
        return Optional.empty();
      }
      if (NAME.length() + exif.block.length > JpegSegment.MAX_CONTENT_BYTES) {
        throw new UnreadableMetadataException("the Exif block has no room for a longer text");
      }
      return Optional.of(Splice.replace(segment, JpegSegment.bytes(APP1, NAME, exif.block)));
    } catch (IndexOutOfBoundsException e) {
      throw new UnreadableMetadataException("the Exif block is cut short", e);
    }
  }

  private Entry readDirectory() throws UnreadableMetadataException {
    if (buffer().getShort(2) != 42) {
      throw unreadable();
    }
    int start = buffer().getInt(4);
    int count = Short.toUnsignedInt(buffer().getShort(start));
    for (int i = 0; i < count; i++) {
      directory.add(entry(start + 2 + ENTRY_BYTES * i));
    }
    return new Entry(0, 0, start, 2 + ENTRY_BYTES * count);
  }

  private Entry entry(int at) throws UnreadableMetadataException {
    int tag = Short.toUnsignedInt(buffer().getShort(at));
    long length = Integer.toUnsignedLong(buffer().getInt(at + 4)) * unitBytes(at);
    int from = length <= INLINE_BYTES ? at + 8 : buffer().getInt(at + 8);
    if (from < 0 || from + length > block.length) {
      throw unreadable();
    }
    return new Entry(at, tag, from, length);
  }

  private int unitBytes(int at) {
    return switch (buffer().getShort(at + 2)) {
      case 1, 2, 6, 7 -> 1;
      case 3, 8 -> 2;
      case 4, 9, 11, 13 -> 4;
      case 5, 10, 12 -> 8;
      default -> 0;
    };
  }

  private void write(MetadataEdit edit) {
    for (var tag : Tag.values()) {
      var text = tag.text(edit);
      for (var entry : directory) {
        if (entry.tag() == tag.number && text.isPresent()) {
          replace(entry, tag.bytes(text.get()));
        }
      }
    }
  }

  private void replace(Entry entry, byte[] value) {
    boolean shared = directory.stream().anyMatch(entry::overlaps) || entry.overlaps(head);
    if (!shared) {
      Arrays.fill(block, entry.from(), (int) (entry.from() + entry.length()), (byte) 0);
    }
    int to;
    if (value.length <= INLINE_BYTES) {
      to = entry.at() + 8;
      buffer().putInt(to, 0);
    } else {
      to = value.length <= entry.length() && !shared ? entry.from() : append(value.length);
      buffer().putInt(entry.at() + 8, to);
    }
    System.arraycopy(value, 0, block, to, value.length);
    buffer().putInt(entry.at() + 4, value.length);
  }

  /** Room at the end of the block, at an even offset as TIFF requires. */
  private int append(int length) {
    int at = block.length + block.length % 2;
    block = Arrays.copyOf(block, at + length);
    return at;
  }

  private ByteBuffer buffer() {
    return ByteBuffer.wrap(block).order(order);
  }

  private static UnreadableMetadataException unreadable() {
    return new UnreadableMetadataException("the Exif block can't be parsed");
  }
}
