package io.proofline.workers.execution;

import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * Encodes which records after a committed offset already have their outcome, as the metadata text
 * that Kafka stores with the offset. So a new owner repeats none of them.
 */
final class CompletedOffsets {

  /** Kafka stores 4096 characters by default; four of them carry three bytes. */
  static final int WINDOW = 16_384;

  private CompletedOffsets() {}

  static String encode(long base, Collection<Long> completed) {
    var bits = new BitSet();
    completed.stream()
        .mapToLong(offset -> offset - base)
        .filter(distance -> distance > 0 && distance < WINDOW)
        .forEach(distance -> bits.set((int) distance));
    return bits.isEmpty() ? "" : Base64.getEncoder().encodeToString(bits.toByteArray());
  }

  /** Text that is no such encoding, from another version or a person, decodes to no offset. */
  static Set<Long> decode(long base, String text) {
    var offsets = new TreeSet<Long>();
    try {
      BitSet.valueOf(Base64.getDecoder().decode(text)).stream()
          .forEach(distance -> offsets.add(base + distance));
    } catch (IllegalArgumentException _) {
      return new TreeSet<>();
    }
    return offsets;
  }
}
