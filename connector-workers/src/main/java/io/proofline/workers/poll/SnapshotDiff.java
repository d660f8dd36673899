package io.proofline.workers.poll;

import io.proofline.schemas.avro.AssetSnapshot;
import io.proofline.schemas.avro.MediaType;
import io.proofline.schemas.avro.PollSeen;
import io.proofline.schemas.avro.Presence;
import io.proofline.schemas.avro.SeenKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The difference between an asset's reading and its stored record. Pure.
 *
 * @param signal null when only the stored record changes
 * @param seen the new stored record
 */
record SnapshotDiff(@Nullable AssetSnapshot signal, PollSeen seen) {

  /**
   * Compares a reading with the stored record. Only texts of fields that both readings asked for
   * are compared. When only texts of newly asked fields differ, the rules changed and not the
   * asset: then the signal is a baseline, which opens no review.
   *
   * @param row the asset's listing fingerprint from before the reading, stored when the asset is
   *     unchanged; null when it was not listed
   * @param changedRow the same fingerprint if it differs from the stored one, else null; stored
   *     when the asset changed, since an unchanged fingerprint was listed before the edit
   */
  static Optional<SnapshotDiff> of(
      @Nullable PollSeen before,
      AssetSnapshot now,
      List<String> asked,
      boolean baseline,
      @Nullable String row,
      @Nullable String changedRow) {
    var last = before == null ? null : before.getLast();
    if (before == null || last == null) {
      return Optional.of(withSignal(now, asked, baseline, changedRow));
    }
    var askedBefore = before.getAsked();
    var both = asked.stream().filter(askedBefore::contains).toList();
    if (!SnapshotFingerprint.of(last, both).equals(SnapshotFingerprint.of(now, both))) {
      return Optional.of(withSignal(now, asked, baseline, changedRow));
    }
    if (!askedBefore.containsAll(now.getFields().keySet())) {
      return Optional.of(withSignal(now, asked, true, changedRow));
    }
    return Optional.of(new SnapshotDiff(null, withoutSignal(before, now, asked, row)))
        .filter(diff -> !diff.seen().equals(before));
  }

  /** Records that a known asset was not found; it counts as present until the grace is over. */
  static SnapshotDiff missing(PollSeen before, Instant since) {
    return new SnapshotDiff(null, PollSeen.newBuilder(before).setMissingSince(since).build());
  }

  /** Signals that an asset is trashed or gone, with its last known content. */
  static SnapshotDiff absent(
      String asset, PollSeen before, Presence presence, Instant since, Instant readAt) {
    var last = before.getLast();
    var known = last == null ? unknown(asset, readAt) : AssetSnapshot.newBuilder(last);
    var now = known.setPresence(presence).setReadingBeganAt(readAt).setBaseline(false).build();
    var seen = PollSeen.newBuilder(before).setFingerprint(SnapshotFingerprint.of(now));
    return new SnapshotDiff(
        now, seen.setLast(now).setModifiedAt(null).setMissingSince(since).build());
  }

  /** The asset's presence by its last snapshot; {@code THERE} if it has none. */
  static Presence presence(PollSeen asset) {
    var last = asset.getLast();
    return last == null || last.getPresence() == Presence.UNKNOWN
        ? Presence.THERE
        : last.getPresence();
  }

  private static SnapshotDiff withSignal(
      AssetSnapshot now, List<String> asked, boolean baseline, @Nullable String row) {
    var signal = AssetSnapshot.newBuilder(now).setBaseline(baseline).build();
    return new SnapshotDiff(
        signal,
        PollSeen.newBuilder()
            .setKind(SeenKind.ASSET)
            .setFingerprint(SnapshotFingerprint.of(now))
            .setModifiedAt(settledModifiedAt(now))
            .setLast(signal)
            .setAsked(List.copyOf(asked))
            .setRow(row)
            .build());
  }

  private static PollSeen withoutSignal(
      PollSeen before, AssetSnapshot now, List<String> asked, @Nullable String row) {
    var all = new TreeSet<>(before.getAsked());
    all.addAll(asked);
    return PollSeen.newBuilder(before)
        .setModifiedAt(settledModifiedAt(now))
        .setMissingSince(null)
        .setAsked(all.size() == before.getAsked().size() ? before.getAsked() : List.copyOf(all))
        .setRow(row == null ? before.getRow() : row)
        .build();
  }

  /**
   * The modification date, or null when a later edit could have the same date: the library gives it
   * in whole seconds, so an edit within the second of the reading is not visible in it. Null makes
   * the asset be read again.
   */
  private static @Nullable Instant settledModifiedAt(AssetSnapshot snapshot) {
    var modifiedAt = snapshot.getModifiedAt();
    return modifiedAt != null && modifiedAt.plusSeconds(2).isBefore(snapshot.getReadingBeganAt())
        ? modifiedAt
        : null;
  }

  private static AssetSnapshot.Builder unknown(String asset, Instant readAt) {
    return AssetSnapshot.newBuilder()
        .setAssetId(asset)
        .setFileName(asset)
        .setMediaType(MediaType.UNKNOWN)
        .setReadingBeganAt(readAt);
  }
}
