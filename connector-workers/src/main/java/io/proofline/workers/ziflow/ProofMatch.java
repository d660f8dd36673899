package io.proofline.workers.ziflow;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** A proof found by its marker. */
record ProofMatch(String id, @Nullable Instant createdAt) {

  static final Comparator<ProofMatch> OLDEST_FIRST =
      Comparator.comparing(proof -> proof.createdAt == null ? Instant.MAX : proof.createdAt);
}
