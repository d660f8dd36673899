package io.proofline.workers.poll;

import io.proofline.schemas.avro.AssetSnapshot;
import io.proofline.schemas.avro.GalleryRef;
import io.proofline.schemas.avro.PollCursor;
import io.proofline.schemas.avro.PollSeen;
import io.proofline.schemas.avro.Presence;
import io.proofline.schemas.avro.SeenKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the poller remembers, as far as it is on record. For one thread. */
final class PollerState {

  /** The cursor of changes; its {@code baseline_done} is the poller's. */
  static final String CHANGES_CURSOR = "changes";

  /** The cursor of full passes: when the last complete one began, and where one is under way. */
  static final String FULL_PASS_CURSOR = "full";

  private final Map<String, PollSeen> seen = new HashMap<>();
  private final Map<String, PollCursor> cursors = new HashMap<>();
  private final Map<String, Set<String>> files = new HashMap<>();
  private final Set<String> possiblyMissing = new TreeSet<>();
  private final Map<String, String> listedFingerprints = new HashMap<>();

  void accept(String id, @Nullable PollSeen record) {
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
    if (cursor == null) {
      cursors.remove(name);
    } else {
      cursors.put(name, cursor);
    }
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
   * Whether an asset that was never read was uploaded before the first pass began, which is still
   * under way: then it was there before. So is what has no date.
   */
  boolean predatesBaseline(AssetSnapshot now) {
    var first = cursors.get(FULL_PASS_CURSOR);
    var began = first == null || first.getBaselineDone() ? null : first.getBeganAt();
    var uploaded = now.getUploadedAt();
    return began != null && (uploaded == null || uploaded.isBefore(began));
  }

  /** The assets of a presence. */
  Set<String> assetsWith(Presence presence) {
    var found = new TreeSet<String>();
    seen.forEach((id, record) -> {
      if (record.getKind() == SeenKind.ASSET && SnapshotDiff.presence(record) == presence) {
        found.add(id);
      }
    });
    return found;
  }

  /** Assets that were there and that the library did not find the last time. */
  Set<String> possiblyMissing() {
    return Set.copyOf(possiblyMissing);
  }

  /** The row that showed an asset as it was read last; null when there is none. */
  @Nullable String listedFingerprint(String asset) {
    return listedFingerprints.get(asset);
  }

  /** A row shows an asset as it was read last; on record with its next reading. */
  void recordListed(String asset, @Nullable String row) {
    if (row != null) {
      listedFingerprints.put(asset, row);
    }
  }

  /** The files that say that they are in a gallery. */
  Set<String> filesIn(String gallery) {
    return Set.copyOf(files.getOrDefault(gallery, Set.of()));
  }

  /** The galleries of the last listing. */
  Set<String> galleries() {
    var found = new TreeSet<String>();
    seen.forEach((id, record) -> {
      if (record.getGallery() != null) {
        found.add(id);
      }
    });
    return found;
  }

  /** A gallery as the last listing had it. */
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

  /** The ids of the galleries that an asset lies in; none of one that is not there. */
  static Stream<String> galleries(PollSeen record) {
    var last = record.getLast();
    return last != null && isPresent(record)
        ? last.getGalleries().stream().map(GalleryRef::getId)
        : Stream.empty();
  }
}
