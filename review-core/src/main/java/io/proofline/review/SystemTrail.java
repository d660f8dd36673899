package io.proofline.review;

import io.proofline.hash.Sha256;
import java.util.ArrayList;
import java.util.List;

/**
 * The end of the audit trail about the id {@code system}: administrative acts.
 *
 * @param sequence number of the newest entry; 0 before the first
 * @param hash hash of the newest entry; 64 zeros before the first
 * @param recent event ids of the last 128 acts, so that none is recorded twice
 */
public record SystemTrail(long sequence, String hash, List<String> recent) {

  /** Before the first act. */
  public static final SystemTrail EMPTY = new SystemTrail(0, Sha256.ZEROS, List.of());

  private static final int MOST = 128;

  public SystemTrail {
    recent = List.copyOf(recent);
  }

  /** Whether an act is in the trail. */
  public boolean isRecorded(String eventId) {
    return recent.contains(eventId);
  }

  /** With an act whose entry has this number and hash. */
  public SystemTrail with(String eventId, long newSequence, String newHash) {
    var ids = new ArrayList<>(recent);
    ids.add(eventId);
    return new SystemTrail(
        newSequence, newHash, ids.subList(Math.max(0, ids.size() - MOST), ids.size()));
  }
}
