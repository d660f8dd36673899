package io.proofline.workers.metadata;

/**
 * A range of a file that is replaced by other bytes while the file is copied.
 *
 * @param from offset in the original file
 * @param to offset in the original file; equal to {@code from} for an insertion
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Splice(long from, long to, byte[] bytes) {

  static Splice replace(JpegSegment segment, byte[] bytes) {
    return new Splice(segment.start(), segment.end(), bytes);
  }

  static Splice remove(JpegSegment segment) {
    return replace(segment, new byte[0]);
  }

  /** By how many bytes the file grows. */
  long growth() {
    return bytes.length - (to - from);
  }
}
