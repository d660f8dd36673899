package io.proofline.audit;

import io.proofline.schemas.avro.AuditCheckpoint;
import java.util.Base64;

/** Signatures of checkpoints: Ed25519 over the canonical form, as base64. */
public final class CheckpointSignatures {

  private CheckpointSignatures() {}

  /**
   * What was said, signed. The same said and the same key give the same checkpoint.
   *
   * @param said a checkpoint without key id and signature; others in it are overwritten
   */
  public static AuditCheckpoint sign(AuditCheckpoint.Builder said, SigningKey key) {
    var unsigned =
        AuditCheckpoint.newBuilder(said).setKeyId(key.verifyingKey().id()).setSignature("").build();
    var signature = Base64.getEncoder().encodeToString(key.sign(CanonicalJson.bytes(unsigned)));
    return AuditCheckpoint.newBuilder(unsigned).setSignature(signature).build();
  }

  /** Whether a checkpoint is as the owner of a key signed it. */
  public static boolean isSignedBy(AuditCheckpoint checkpoint, VerifyingKey key) {
    try {
      var signature = Base64.getDecoder().decode(checkpoint.getSignature());
      return Base64.getEncoder().encodeToString(signature).equals(checkpoint.getSignature())
          && key.hasSigned(CanonicalJson.bytes(checkpoint), signature);
    } catch (IllegalArgumentException e) {
      return false; // no base64
    }
  }
}
