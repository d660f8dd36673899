package io.proofline.review;

import io.proofline.policy.ProofState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The proof in which a version of the asset is reviewed.
 *
 * @param version of the asset, from 1
 * @param origin where the version came from
 * @param file which bytes are judged; null where nobody can tell
 * @param state as last read; null until then
 * @param readings how many reasons there were to read it
 * @param boundAt when it became ours to follow
 * @param lookedAt when the last reason to read it came up
 * @param everDecided it had a verdict once, which may have been taken back
 */
public record Proof(
    String id,
    int version,
    Origin origin,
    @Nullable ReviewedFile file,
    @Nullable ProofState state,
    int readings,
    Instant boundAt,
    Instant lookedAt,
    boolean everDecided) {

  /** Where a version came from. */
  public enum Origin {
    LIBRARY,
    ZIFLOW
  }

  static Proof bind(
      String id, int version, Origin origin, @Nullable ReviewedFile file, Instant now) {
    return new Proof(id, version, origin, file, null, 0, now, now, false);
  }

  /** There is one more reason to look. */
  Proof requestRead(Instant now) {
    return new Proof(id, version, origin, file, state, readings + 1, boundAt, now, everDecided);
  }

  /** What is gone keeps what was known of it. */
  Proof recordState(ProofState seen) {
    var now = seen.gone() && state != null ? state.markGone() : seen;
    return new Proof(id, version, origin, file, now, readings, boundAt, lookedAt, everDecided);
  }

  Proof markDecided() {
    return new Proof(id, version, origin, file, state, readings, boundAt, lookedAt, true);
  }

  Proof withFile(@Nullable ReviewedFile known) {
    return new Proof(
        id,
        version,
        origin,
        known == null ? file : known,
        state,
        readings,
        boundAt,
        lookedAt,
        everDecided);
  }

  boolean isGone() {
    return state != null && state.gone();
  }

  boolean isFailed() {
    return state != null && !state.gone() && state.failed();
  }
}
