package io.proofline.audit;

import io.proofline.schemas.avro.AuditCheckpoint;
import java.util.Base64;

/** Signs and verifies checkpoints: Ed25519 over {@link CanonicalJson}, in base64. */
public final class CheckpointSignatures {

  private CheckpointSignatures() {}

  /**
   * The signed checkpoint. The same content and key always give the same signature.
   *
   * @param content a checkpoint; its key id and signature are overwritten
   */
  public static AuditCheckpoint sign(AuditCheckpoint.Builder content, SigningKey key) {
    var unsigned =
        AuditCheckpoint.newBuilder(content)
            .setKeyId(key.verifyingKey().id())
            .setSignature("")
            .build();
    var signature = Base64.getEncoder().encodeToString(key.sign(CanonicalJson.bytes(unsigned)));
    return AuditCheckpoint.newBuilder(unsigned).setSignature(signature).build();
  }

  /** Whether a checkpoint is unchanged since the owner of a key signed it. */
  public static boolean isSignedBy(AuditCheckpoint checkpoint, VerifyingKey key) {
    try {
      var signature = Base64.getDecoder().decode(checkpoint.getSignature());
      return Base64.getEncoder().encodeToString(signature).equals(checkpoint.getSignature())
          && key.hasSigned(CanonicalJson.bytes(checkpoint), signature);
    } catch (IllegalArgumentException e) {
      return false; // not base64
    }
  }
}
