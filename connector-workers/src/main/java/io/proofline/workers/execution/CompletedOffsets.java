package io.proofline.workers.execution;

import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * Offsets that have ended although an older one has not, as the text that Kafka keeps beside a
 * committed offset. So a new owner repeats none of them.
 */
final class CompletedOffsets {

  /** Kafka keeps 4096 characters by default; four of them carry three bytes. */
  static final int WINDOW = 16_384;

  private CompletedOffsets() {}

  static String encode(long base, Collection<Long> ended) {
    var bits = new BitSet();
    ended.stream()
        .mapToLong(offset -> offset - base)
        .filter(distance -> distance > 0 && distance < WINDOW)
        .forEach(distance -> bits.set((int) distance));
    return bits.isEmpty() ? "" : Base64.getEncoder().encodeToString(bits.toByteArray());
  }

  /** What another version wrote there, or a person, reads as none. */
  static Set<Long> decode(long base, String text) {
    var ended = new TreeSet<Long>();
    try {
      BitSet.valueOf(Base64.getDecoder().decode(text)).stream()
          .forEach(distance -> ended.add(base + distance));
    } catch (IllegalArgumentException _) {
      return new TreeSet<>();
    }
    return ended;
  }
}
