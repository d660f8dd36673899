package io.proofline.console.readmodel;

import java.time.Instant;

/** How far a generation is that is being built, in records. */
public record RebuildProgress(int generation, Instant since, long read, long total) {

  /** In a sentence. */
  public String describe() {
    return "since %s, %d of %d records (%d %%)%s"
        .formatted(
            since,
            read,
            total,
            total == 0 ? 100 : read * 100 / total,
            read == total ? "; its indexes are being created" : "");
  }
}
