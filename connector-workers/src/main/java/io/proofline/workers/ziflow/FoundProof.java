package io.proofline.workers.ziflow;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** A proof that carries the marker that was searched for. */
record FoundProof(String id, @Nullable Instant createdAt) {

  static final Comparator<FoundProof> OLDEST_FIRST =
      Comparator.comparing(proof -> proof.createdAt == null ? Instant.MAX : proof.createdAt);
}
