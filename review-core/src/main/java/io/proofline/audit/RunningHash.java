package io.proofline.audit;

import io.proofline.hash.Sha256;

/** The running hash over all entries of a partition, in order. */
public final class RunningHash {

  /** Before the first entry. */
  public static final String START = Sha256.ZEROS;

  private RunningHash() {}

  /** With one more entry: SHA-256 over both texts, joined. */
  public static String after(String before, String entryHash) {
    return Sha256.hex(before + entryHash);
  }
}
