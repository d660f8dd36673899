package io.proofline.workers.poll;

import io.proofline.schemas.avro.AssetSnapshot;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/** What tells one snapshot from another: all of it but when it was read. Pure. */
final class Fingerprint {

  private Fingerprint() {}

  static String of(AssetSnapshot snapshot) {
    var timeless =
        AssetSnapshot.newBuilder(snapshot).setReadingBeganAt(Instant.EPOCH).setBaseline(false);
    try {
      var text = timeless.build().toString().getBytes(StandardCharsets.UTF_8);
      var hash = MessageDigest.getInstance("SHA-256").digest(text);
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
