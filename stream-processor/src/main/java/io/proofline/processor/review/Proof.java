package io.proofline.processor.review;

import org.jspecify.annotations.Nullable;

/**
 * The proof in which a version of the asset is reviewed.
 *
 * @param version of the asset, from 1
 * @param state as last read; null until then
 * @param readings how many reasons there were to read it
 */
public record Proof(String id, int version, @Nullable ProofState state, int readings) {

  static Proof bound(String id, int version) {
    return new Proof(id, version, null, 0);
  }

  /** There is one more reason to look. */
  Proof stale() {
    return new Proof(id, version, state, readings + 1);
  }

  Proof read(ProofState seen) {
    return new Proof(id, version, seen, readings);
  }
}
