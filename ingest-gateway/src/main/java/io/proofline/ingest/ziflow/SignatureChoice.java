package io.proofline.ingest.ziflow;

import java.util.List;

/** The setting: one reading, or whichever the first valid delivery shows. */
public enum SignatureChoice {
  AUTO,
  SHA256,
  HMAC_TEXT,
  HMAC_BODY;

  List<SignatureReading> readings() {
    return switch (this) {
      case AUTO -> List.of(SignatureReading.values());
      case SHA256 -> List.of(SignatureReading.SHA256);
      case HMAC_TEXT -> List.of(SignatureReading.HMAC_TEXT);
      case HMAC_BODY -> List.of(SignatureReading.HMAC_BODY);
    };
  }
}
