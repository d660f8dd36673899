package io.proofline.workers.poll;

import io.proofline.schemas.avro.AssetSnapshot;
import io.proofline.schemas.avro.GalleryRef;
import io.proofline.schemas.avro.PollCursor;
import io.proofline.schemas.avro.PollSeen;
import io.proofline.schemas.avro.Presence;
import io.proofline.schemas.avro.SeenKind;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The poller's stored state in memory: seen assets, galleries and cursors. For one thread. */
final class PollerState {

  /** The cursor of the change window; its {@code baseline_done} holds for the whole poller. */
  static final String CHANGES_CURSOR = "changes";

  /**
   * The cursor of full passes: when the last complete pass began, and the place of a running one.
   */
  static final String FULL_PASS_CURSOR = "full";

  private final Map<String, PollSeen> seen = new HashMap<>();
  private final Map<String, PollCursor> cursors = new HashMap<>();
  private final Map<String, Set<String>> files = new HashMap<>();
  private final Set<String> possiblyMissing = new TreeSet<>();
  private final Map<String, String> listedFingerprints = new HashMap<>();
  private final Set<String> unreadableRecords = new HashSet<>();
  private final Set<String> unreadableCursors = new HashSet<>();

  void accept(String id, @Nullable PollSeen record) {
    unreadableRecords.remove(id);
    var before = record == null ? seen.remove(id) : seen.put(id, record);
    if (before != null) {
      galleries(before).forEach(gallery -> filesOf(gallery).remove(id));
      possiblyMissing.remove(id);
      listedFingerprints.remove(id);
    }
    if (record != null) {
      recordListed(id, record.getRow());
      galleries(record).forEach(gallery -> filesOf(gallery).add(id));
      if (isPresent(record) && record.getMissingSince() != null) {
        possiblyMissing.add(id);
      }
    }
  }

  void accept(String name, @Nullable PollCursor cursor) {
    unreadableCursors.remove(name);
    if (cursor == null) {
      cursors.remove(name);
    } else {
      cursors.put(name, cursor);
    }
  }

  /** An asset's or container's record can't be read; an earlier one, if still stored, holds on. */
  void acceptUnreadableRecord(String id) {
    unreadableRecords.add(id);
  }

  /** A cursor can't be read; an earlier one, if still stored, holds on. */
  void acceptUnreadableCursor(String name) {
    unreadableCursors.add(name);
  }

  /** Whether an asset was read before, but no record of it can be read. */
  boolean isRecordLost(String asset) {
    return unreadableRecords.contains(asset) && !seen.containsKey(asset);
  }

  /**
   * Replaces cursors of which no record can be read, so that no change since then is missed: a full
   * pass becomes due, or the change window begins with the last full pass. If no cursor shows that
   * the first pass was complete, it is repeated, and assets that changed meanwhile open no review.
   */
  void replaceUnreadableCursors() {
    var changes = cursors.get(CHANGES_CURSOR);
    var fullPass = cursors.get(FULL_PASS_CURSOR);
    if (fullPass == null && changes != null && unreadableCursors.contains(FULL_PASS_CURSOR)) {
      cursors.put(FULL_PASS_CURSOR, completeUntil(Instant.EPOCH));
    }
    if (changes == null
        && fullPass != null
        && fullPass.getBaselineDone()
        && unreadableCursors.contains(CHANGES_CURSOR)) {
      cursors.put(CHANGES_CURSOR, completeUntil(fullPass.getReadUntil()));
    }
  }

  private static PollCursor completeUntil(Instant readUntil) {
    return PollCursor.newBuilder().setReadUntil(readUntil).setBaselineDone(true).build();
  }

  boolean baselineDone() {
    var cursor = cursors.get(CHANGES_CURSOR);
    return cursor != null && cursor.getBaselineDone();
  }

  Optional<PollCursor> cursor(String name) {
    return Optional.ofNullable(cursors.get(name));
  }

  @Nullable PollSeen asset(String id) {
    var record = seen.get(id);
    return record == null || record.getKind() != SeenKind.ASSET ? null : record;
  }

  /**
   * Whether an asset that was never read was uploaded before the first pass began. False once the
   * first pass is complete. An asset without an upload date counts as uploaded before.
   */
  boolean predatesBaseline(AssetSnapshot now) {
    var first = cursors.get(FULL_PASS_CURSOR);
    var began = first == null || first.getBaselineDone() ? null : first.getBeganAt();
    var uploaded = now.getUploadedAt();
    return began != null && (uploaded == null || uploaded.isBefore(began));
  }

  /** The ids of the assets with this presence. */
  Set<String> assetsWith(Presence presence) {
    var found = new TreeSet<String>();
    seen.forEach((id, record) -> {
      if (record.getKind() == SeenKind.ASSET && SnapshotDiff.presence(record) == presence) {
        found.add(id);
      }
    });
    return found;
  }

  /** Assets that are recorded as present but were not found when they were last read. */
  Set<String> possiblyMissing() {
    return Set.copyOf(possiblyMissing);
  }

  /** The listing fingerprint that matches an asset's last reading; null when there is none. */
  @Nullable String listedFingerprint(String asset) {
    return listedFingerprints.get(asset);
  }

  /** Records the listing fingerprint of an asset's last reading; stored with its next reading. */
  void recordListed(String asset, @Nullable String row) {
    if (row != null) {
      listedFingerprints.put(asset, row);
    }
  }

  /** The files whose last snapshot names this gallery. */
  Set<String> filesIn(String gallery) {
    return Set.copyOf(files.getOrDefault(gallery, Set.of()));
  }

  /** The ids of the galleries in the last listing. */
  Set<String> galleries() {
    var found = new TreeSet<String>();
    seen.forEach((id, record) -> {
      if (record.getGallery() != null) {
        found.add(id);
      }
    });
    return found;
  }

  /** A gallery's record from the last listing; null when it was not listed. */
  @Nullable PollSeen gallery(String id) {
    var record = seen.get(id);
    return record == null || record.getGallery() == null ? null : record;
  }

  List<String> members(String container) {
    var record = seen.get(container);
    var members = record == null ? null : record.getMembers();
    return members == null ? List.of() : members;
  }

  private Set<String> filesOf(String gallery) {
    return files.computeIfAbsent(gallery, _ -> new TreeSet<>());
  }

  private static boolean isPresent(PollSeen record) {
    return record.getKind() == SeenKind.ASSET && SnapshotDiff.presence(record) == Presence.THERE;
  }

  /** The ids of an asset's galleries; empty for an asset that is trashed or gone. */
  static Stream<String> galleries(PollSeen record) {
    var last = record.getLast();
    return last != null && isPresent(record)
        ? last.getGalleries().stream().map(GalleryRef::getId)
        : Stream.empty();
  }
}
