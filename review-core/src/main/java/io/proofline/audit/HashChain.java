package io.proofline.audit;

import io.proofline.schemas.avro.AuditEntry;
import java.util.List;

/** An asset's entries, each of which names the hash of the one before. */
public final class HashChain {

  private HashChain() {}

  /**
   * Where a chain ends: all that the next entry needs to know.
   *
   * @param sequence of its newest entry; 0 before the first
   * @param hash of its newest entry; 64 zeros before the first
   */
  public record Head(long sequence, String hash) {

    /** Before the first entry. */
    public static final Head START = new Head(0, Sha256.ZEROS);

    /** Where a chain ends whose newest entry this is. */
    public static Head at(AuditEntry newest) {
      return new Head(newest.getSequence(), newest.getHash());
    }
  }

  /**
   * The next entry: what was said, with its place in the chain. The same head and the same said
   * give the same entry.
   *
   * @param said an entry without sequence, previous and hash; others in it are overwritten
   */
  public static AuditEntry append(Head head, AuditEntry.Builder said) {
    var placed =
        AuditEntry.newBuilder(said)
            .setSequence(head.sequence() + 1)
            .setPrevious(head.hash())
            .setHash("")
            .build();
    return AuditEntry.newBuilder(placed).setHash(hash(placed)).build();
  }

  /** Whether entries of one asset, in their order, are a chain from its first on, unchanged. */
  public static boolean isUnbroken(List<AuditEntry> entries) {
    var head = Head.START;
    for (var entry : entries) {
      if (!append(head, AuditEntry.newBuilder(entry)).equals(entry)) {
        return false;
      }
      head = Head.at(entry);
    }
    return true;
  }

  /** The hash that an entry must have. */
  static String hash(AuditEntry entry) {
    return Sha256.hex(CanonicalJson.bytes(entry));
  }
}
