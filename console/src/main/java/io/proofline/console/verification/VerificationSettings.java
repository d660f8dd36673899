package io.proofline.console.verification;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How exports of the audit trail are verified.
 *
 * @param largestExport largest export that is taken; while it is verified, it needs about three
 *     times as much memory
 * @param keys file with the public keys, as PEM, whose signatures count if the sender names none;
 *     empty for none
 */
public record VerificationSettings(
    @DefaultValue("50MB") DataSize largestExport, @DefaultValue("") String keys) {

  public VerificationSettings {
    if (largestExport.toBytes() < 1) {
      throw new IllegalArgumentException(
          "proofline.console.verification.largest-export must be positive");
    }
  }
}
