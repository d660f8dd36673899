package io.proofline.review;

import io.proofline.policy.ProofState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The Ziflow proof of one version of the asset.
 *
 * @param version version of the asset, from 1
 * @param origin where the version was uploaded
 * @param file hashes of the reviewed file; null if unknown
 * @param state as last read; null before the first read
 * @param readsRequested how often a read of the proof was requested
 * @param boundAt when the proof was bound to the asset
 * @param readRequestedAt when a read was last requested
 * @param wasEverDecided whether it once had a verdict, even if that was taken back
 */
public record Proof(
    String id,
    int version,
    Origin origin,
    @Nullable ReviewedFile file,
    @Nullable ProofState state,
    int readsRequested,
    Instant boundAt,
    Instant readRequestedAt,
    boolean wasEverDecided) {

  /** Where a version was uploaded. */
  public enum Origin {
    LIBRARY,
    ZIFLOW
  }

  static Proof bind(
      String id, int version, Origin origin, @Nullable ReviewedFile file, Instant now) {
    return new Proof(id, version, origin, file, null, 0, now, now, false);
  }

  /** With one more request to read the proof. */
  Proof requestRead(Instant now) {
    return new Proof(
        id, version, origin, file, state, readsRequested + 1, boundAt, now, wasEverDecided);
  }

  /** The read that was last requested. */
  RequiredCommand.ReadProof requiredRead() {
    return new RequiredCommand.ReadProof(id, readsRequested);
  }

  /** With a new state; a proof that is gone keeps its last known values. */
  Proof recordState(ProofState seen) {
    var now = seen.gone() && state != null ? state.markGone() : seen;
    return new Proof(
        id, version, origin, file, now, readsRequested, boundAt, readRequestedAt, wasEverDecided);
  }

  Proof markDecided() {
    return new Proof(
        id, version, origin, file, state, readsRequested, boundAt, readRequestedAt, true);
  }

  Proof withFile(@Nullable ReviewedFile known) {
    return new Proof(
        id,
        version,
        origin,
        known == null ? file : known,
        state,
        readsRequested,
        boundAt,
        readRequestedAt,
        wasEverDecided);
  }

  boolean isGone() {
    return state != null && state.gone();
  }

  boolean isFailed() {
    return state != null && !state.gone() && state.failed();
  }
}
