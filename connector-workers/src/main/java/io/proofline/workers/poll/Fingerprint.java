package io.proofline.workers.poll;

import io.proofline.schemas.avro.AssetSnapshot;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.TreeMap;

/** What tells one snapshot from another: all of it but when it was read. Pure. */
final class Fingerprint {

  private Fingerprint() {}

  static String of(AssetSnapshot snapshot) {
    return of(snapshot, snapshot.getFields().keySet());
  }

  /** Of the texts only those of some fields count. */
  static String of(AssetSnapshot snapshot, Collection<String> fields) {
    var texts = new TreeMap<>(snapshot.getFields());
    texts.keySet().retainAll(fields);
    var timeless =
        AssetSnapshot.newBuilder(snapshot)
            .setReadingBeganAt(Instant.EPOCH)
            .setBaseline(false)
            .setFields(texts);
    try {
      var text = timeless.build().toString().getBytes(StandardCharsets.UTF_8);
      var hash = MessageDigest.getInstance("SHA-256").digest(text);
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
