package io.proofline.ingest.ziflow;

import java.util.List;

/** The setting: one reading, or whichever the first valid delivery shows. */
public enum SignatureSetting {
  AUTO,
  SHA256,
  HMAC_TEXT,
  HMAC_BODY;

  List<SignatureScheme> schemes() {
    return switch (this) {
      case AUTO -> List.of(SignatureScheme.values());
      case SHA256 -> List.of(SignatureScheme.SHA256);
      case HMAC_TEXT -> List.of(SignatureScheme.HMAC_TEXT);
      case HMAC_BODY -> List.of(SignatureScheme.HMAC_BODY);
    };
  }
}
