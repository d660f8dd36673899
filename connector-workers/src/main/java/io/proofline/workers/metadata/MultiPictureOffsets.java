package io.proofline.workers.metadata;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The index of a multi-picture file (CIPA DC-007, MPF), in an APP2 segment of its first picture. It
 * states the sizes of all pictures and their offsets, counted from the index's own header; phones
 * use it for gain maps and depth maps. A change of the first picture's metadata moves the others.
 */
final class MultiPictureOffsets {

  static final int APP2 = 0xe2;
  static final String NAME = "MPF\0";

  private static final int ENTRIES = 0xb002;
  private static final int ENTRY_BYTES = 16;
  private static final int UNDEFINED = 7;

  private final List<Splice> splices;
  private final ByteBuffer index;
  private final long header;

  private MultiPictureOffsets(JpegSegment segment, List<Splice> splices) {
    this.splices = splices;
    this.index = ByteBuffer.wrap(segment.contentAfter(NAME));
    this.header = segment.end() - index.capacity();
  }

  /** The segment with the offsets and sizes that are right after these splices. */
  static Splice correct(JpegSegment segment, List<Splice> splices)
      throws UnreadableMetadataException {
    try {
      var offsets = new MultiPictureOffsets(segment, splices);
      offsets.correct();
      return new Splice(offsets.header, segment.end(), offsets.index.array());
    } catch (IndexOutOfBoundsException e) {
      throw new UnreadableMetadataException("the multi-picture index is cut short", e);
    }
  }

  private void correct() throws UnreadableMetadataException {
    index.order(
        switch (index.getShort(0)) {
          case 0x4949 -> ByteOrder.LITTLE_ENDIAN;
          case 0x4d4d -> ByteOrder.BIG_ENDIAN;
          default -> throw unreadable();
        });
    if (index.getShort(2) != 42) {
      throw unreadable();
    }
    int directory = index.getInt(4);
    int count = Short.toUnsignedInt(index.getShort(directory));
    for (int i = 0; i < count; i++) {
      int field = directory + 2 + 12 * i;
      if (Short.toUnsignedInt(index.getShort(field)) == ENTRIES) {
        correctEntries(field);
        return;
      }
    }
    throw unreadable();
  }

  private void correctEntries(int field) throws UnreadableMetadataException {
    int bytes = index.getInt(field + 4);
    if (index.getShort(field + 2) != UNDEFINED || bytes % ENTRY_BYTES != 0) {
      throw unreadable();
    }
    int entries = index.getInt(field + 8);
    for (int at = entries; at < entries + bytes; at += ENTRY_BYTES) {
      long size = Integer.toUnsignedLong(index.getInt(at + 4));
      long offset = Integer.toUnsignedLong(index.getInt(at + 8));
      if (offset == 0) {
        index.putInt(at + 4, (int) (size == 0 ? 0 : size + growth(0, size)));
      } else {
        index.putInt(at + 8, (int) (offset + growth(header, header + offset)));
      }
    }
  }

  private long growth(long from, long to) {
    return splices.stream()
        .filter(splice -> splice.from() >= from && splice.from() < to)
        .mapToLong(Splice::growth)
        .sum();
  }

  private UnreadableMetadataException unreadable() {
    return new UnreadableMetadataException("the multi-picture index can't be parsed");
  }
}
