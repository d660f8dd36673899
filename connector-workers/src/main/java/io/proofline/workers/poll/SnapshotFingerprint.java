package io.proofline.workers.poll;

import io.proofline.schemas.avro.AssetSnapshot;
import io.proofline.workers.work.TextHash;
import java.time.Instant;
import java.util.Collection;
import java.util.TreeMap;

/** A hash over an asset's snapshot, without its reading time and baseline flag. Pure. */
final class SnapshotFingerprint {

  private SnapshotFingerprint() {}

  static String of(AssetSnapshot snapshot) {
    return of(snapshot, snapshot.getFields().keySet());
  }

  /** As {@link #of(AssetSnapshot)}, with the texts of these fields only. */
  static String of(AssetSnapshot snapshot, Collection<String> fields) {
    var texts = new TreeMap<>(snapshot.getFields());
    texts.keySet().retainAll(fields);
    var timeless =
        AssetSnapshot.newBuilder(snapshot)
            .setReadingBeganAt(Instant.EPOCH)
            .setBaseline(false)
            .setFields(texts);
    return TextHash.of(timeless.build().toString());
  }
}
