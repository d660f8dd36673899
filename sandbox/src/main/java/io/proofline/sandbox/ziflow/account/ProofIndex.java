package io.proofline.sandbox.ziflow.account;

import io.proofline.sandbox.web.LaggedIndex;
import io.proofline.sandbox.ziflow.model.Proof;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Creates the search index of proofs, with the two keys that searches use most. */
public final class ProofIndex {
  /** The index key of the pass-through value, in which clients store their marker. */
  public static final String MARKER = "pass_through_value";

  /** The index key of the proof's name. */
  public static final String NAME = "name";

  private ProofIndex() {}

  static LaggedIndex<Proof> create(ZiflowSettings settings, Clock clock) {
    return new LaggedIndex<Proof>(settings.searchLag(), clock)
        .indexKey(MARKER, proof -> List.of(marker(proof)))
        .indexKey(NAME, proof -> List.of(proof.name()));
  }

  /** The pass-through value of a proof; empty if it has none. */
  public static String marker(Proof proof) {
    return Optional.ofNullable(proof.passThroughValue()).orElse("");
  }
}
