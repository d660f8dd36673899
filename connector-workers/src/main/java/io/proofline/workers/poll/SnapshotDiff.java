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
 * What a reading brought that was not on record. Pure.
 *
 * @param signal null when it is for our memory alone
 */
record SnapshotDiff(@Nullable AssetSnapshot signal, PollSeen seen) {

  /**
   * Compares a reading with what was seen last. Only texts that both readings asked for are
   * compared. When all that is new is texts of fields that were not asked before, the rules have
   * changed and not the asset: then the signal is a baseline, which opens nothing.
   *
   * @param row the asset's row as it was listed before the reading, kept with what was read as
   *     before; null when none was listed
   * @param changedRow the same when it is another than before, kept with what was read otherwise: a
   *     row that is the same was listed before the edit
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

  /** The library did not find an asset that it had; too early to say more. */
  static SnapshotDiff missing(PollSeen before, Instant since) {
    return new SnapshotDiff(null, PollSeen.newBuilder(before).setMissingSince(since).build());
  }

  /** The library does not have an asset any more; it is told as it was last seen. */
  static SnapshotDiff absent(
      String asset, PollSeen before, Presence presence, Instant since, Instant readAt) {
    var last = before.getLast();
    var known = last == null ? unknown(asset, readAt) : AssetSnapshot.newBuilder(last);
    var now = known.setPresence(presence).setReadingBeganAt(readAt).setBaseline(false).build();
    var seen = PollSeen.newBuilder(before).setFingerprint(SnapshotFingerprint.of(now));
    return new SnapshotDiff(
        now, seen.setLast(now).setModifiedAt(null).setMissingSince(since).build());
  }

  /** What was seen is whether the asset is there. */
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
   * The date of change, once it can't hide a further one: the library tells it in whole seconds, so
   * an edit in the second of the reading may have the same. Null until then, and so read again.
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
