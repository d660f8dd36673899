package io.proofline.audit;

import io.proofline.hash.Sha256;
import io.proofline.schemas.avro.AuditEntry;
import java.util.List;

/** The hash chain of an asset's entries: each entry has the hash of the one before. */
public final class HashChain {

  private HashChain() {}

  /**
   * The end of a chain, which the next entry follows.
   *
   * @param sequence number of the newest entry; 0 before the first
   * @param hash hash of the newest entry; 64 zeros before the first
   */
  public record Head(long sequence, String hash) {

    /** Before the first entry. */
    public static final Head START = new Head(0, Sha256.ZEROS);

    /** The end of the chain with this newest entry. */
    public static Head at(AuditEntry newest) {
      return new Head(newest.getSequence(), newest.getHash());
    }
  }

  /**
   * The next entry of a chain. The same head and content always give the same entry.
   *
   * @param content an entry; its sequence, previous and hash are overwritten
   */
  public static AuditEntry append(Head head, AuditEntry.Builder content) {
    var placed =
        AuditEntry.newBuilder(content)
            .setSequence(head.sequence() + 1)
            .setPrevious(head.hash())
            .setHash("")
            .build();
    return AuditEntry.newBuilder(placed).setHash(hash(placed)).build();
  }

  /** Whether the entries of one asset, in order, are an unchanged chain from the first one on. */
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
