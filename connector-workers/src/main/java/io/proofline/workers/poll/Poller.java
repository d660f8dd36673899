package io.proofline.workers.poll;

import io.proofline.schemas.avro.AssetSnapshot;
import io.proofline.schemas.avro.PollCursor;
import io.proofline.schemas.avro.PollSeen;
import io.proofline.schemas.avro.RulesText;
import io.proofline.schemas.avro.SeenKind;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.Remedy;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Done;
import io.proofline.workers.call.CallResult.Failed;
import io.proofline.workers.photoshelter.Media;
import io.proofline.workers.photoshelter.PhotoShelterClient;
import io.proofline.workers.photoshelter.SnapshotReader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One turn after the other: what changed in the library, as signals. Knows no Kafka. A turn that an
 * API breaks is given up where it stands, what it had written stays, and the next one begins anew.
 * Deletions are not signalled yet: an asset that answers 404 is passed over here. Long, because all
 * passes read, compare and write in the same way, and end together when this poller's time is over.
 */
final class Poller {

  private static final int CHUNK = 50;

  private final PhotoShelterClient library;
  private final SnapshotReader snapshots;
  private final WatchedGalleries galleries;
  private final Known known;
  private final Chunks chunks;
  private final Schedule schedule;
  private final InstantSource clock;
  private final BooleanSupplier over;
  private boolean filtersWork;
  private boolean filtersProbed;
  private final Set<String> passedOver = new HashSet<>();
  private Optional<ApiError> refused = Optional.empty();

  /** How often what is done. */
  record Schedule(Duration overlap, Duration fullEvery) {}

  Poller(
      PhotoShelterClient library,
      SnapshotReader snapshots,
      WatchedGalleries galleries,
      Known known,
      Chunks chunks,
      Schedule schedule,
      InstantSource clock,
      BooleanSupplier over) {
    this.library = library;
    this.snapshots = snapshots;
    this.galleries = galleries;
    this.known = known;
    this.chunks = chunks;
    this.schedule = schedule;
    this.clock = clock;
    this.over = over;
  }

  /** A turn; the error that broke it, or none. */
  Optional<ApiError> turn(Optional<RulesText> rules) {
    refused = Optional.empty();
    return switch (passes(rules)) {
      case Done<Boolean> _ -> Optional.empty();
      case Failed<Boolean>(var error) -> Optional.of(error);
    };
  }

  /** What the library refused in the last turn although it came to its end. */
  Optional<ApiError> refused() {
    return refused;
  }

  /** Whether the library was looked at as a whole once. */
  boolean isPastBaseline() {
    return known.baselineDone();
  }

  private CallResult<Boolean> passes(Optional<RulesText> rules) {
    if (!known.baselineDone()) {
      return fullPass(true);
    }
    return watched(rules)
        .then(_ -> keywords(rules))
        .then(_ -> changes())
        .then(_ -> isFullDue() ? fullPass(false) : new Done<>(true));
  }

  /**
   * Over everything. The first is the baseline: its cursor is written at its end only, so one that
   * was cut off goes on, still as the baseline, with what it had not seen. A later one that was cut
   * off begins anew; what it had seen is not signalled twice.
   */
  private CallResult<Boolean> fullPass(boolean baseline) {
    var began = clock.instant();
    return library
        .everything()
        .then(assets -> readAll(assets, baseline))
        .map(done -> {
          if (done) {
            var chunk = new Chunk();
            chunk.cursors.put(Known.FULL, new PollCursor(began, true));
            if (baseline) {
              chunk.cursors.put(Known.CHANGES, new PollCursor(began, true));
            }
            write(chunk);
          }
          return done;
        });
  }

  private boolean isFullDue() {
    return known
        .readUntil(Known.FULL)
        .map(last -> !clock.instant().isBefore(last.plus(schedule.fullEvery())))
        .orElse(true);
  }

  private CallResult<Boolean> watched(Optional<RulesText> rules) {
    return galleries
        .ids(rules.map(RulesText::getWatchedGalleries).orElse(List.of()))
        .then(ids ->
            each(
                ids,
                gallery ->
                    library
                        .children(gallery)
                        .ifMissing(new Done<>(List.of())) // deleted: all left it
                        .then(now -> difference(gallery, now))));
  }

  /** Keywords with a star are seen by the window of changes and the full pass alone. */
  private CallResult<Boolean> keywords(Optional<RulesText> rules) {
    var literal =
        rules.map(RulesText::getWatchedKeywords).orElse(List.of()).stream()
            .filter(keyword -> !keyword.contains("*"))
            .toList();
    return filters()
        .then(work ->
            each(
                work ? literal : List.of(),
                keyword ->
                    library
                        .withKeyword(keyword)
                        .then(now -> difference("keyword:" + keyword, now))));
  }

  /** Those that came and those that went are read; then the set is on record with them. */
  private CallResult<Boolean> difference(String container, List<String> now) {
    var members = new TreeSet<>(now);
    var before = new TreeSet<>(known.members(container));
    var moved =
        Stream.concat(members.stream(), before.stream())
            .filter(asset -> members.contains(asset) != before.contains(asset))
            .distinct()
            .toList();
    if (moved.isEmpty()) {
      return new Done<>(true);
    }
    passedOver.clear();
    return readAll(moved, false)
        .map(done -> {
          if (done) {
            var chunk = new Chunk();
            members.removeAll(passedOver); // a listing may know a file before its record does
            chunk.seen.put(container, container(members));
            write(chunk);
          }
          return done;
        });
  }

  /**
   * The window of changes, overlapping the last one. In the overlap an asset is read again only
   * when its date of change moved on. Open question: which edits move that date; the watched
   * galleries and the full pass see what it does not say.
   */
  private CallResult<Boolean> changes() {
    var until = clock.instant();
    var from = known.readUntil(Known.CHANGES).orElse(until).minus(schedule.overlap());
    return filters()
        .then(work -> work ? library.changedBetween(from, until) : new Done<>(List.<String>of()))
        .then(this::moved)
        .then(assets -> readAll(assets, false))
        .map(done -> {
          if (done) {
            var chunk = new Chunk();
            chunk.cursors.put(Known.CHANGES, new PollCursor(until, true));
            write(chunk);
          }
          return done;
        });
  }

  private CallResult<List<String>> moved(List<String> assets) {
    var moved = new ArrayList<String>();
    return each(
            assets,
            asset ->
                library
                    .readMedia(asset)
                    .map(media -> {
                      if (hasMoved(media)) {
                        moved.add(asset);
                      }
                      return true;
                    })
                    .ifMissing(new Done<>(true)))
        .map(_ -> List.copyOf(moved));
  }

  private boolean hasMoved(Media media) {
    return !known.isKnown(media.id())
        || !Objects.equals(media.modifiedAt(), known.modifiedAt(media.id()));
  }

  private CallResult<Boolean> filters() {
    if (filtersProbed) {
      return new Done<>(filtersWork);
    }
    return library
        .filtersWork()
        .map(work -> {
          filtersProbed = true;
          filtersWork = work;
          return work;
        });
  }

  /**
   * Reads assets and writes what differs, chunk by chunk. False when this poller's time is over.
   */
  private CallResult<Boolean> readAll(List<String> assets, boolean baseline) {
    var chunk = new Chunk();
    for (String asset : assets) {
      if (over.getAsBoolean()) {
        return new Done<>(false);
      }
      if (baseline && known.isKnown(asset)) {
        continue; // a baseline that was cut off goes on where it was
      }
      switch (snapshots.read(asset)) {
        case Done<AssetSnapshot>(var snapshot) -> note(snapshot, baseline, chunk);
        case Failed<AssetSnapshot>(var error) when error.remedy() == Remedy.GIVE_UP ->
            passedOver.add(asset);
        case Failed<AssetSnapshot>(var error) -> {
          write(chunk);
          return new Failed<>(error);
        }
      }
      if (chunk.seen.size() >= CHUNK) {
        write(chunk);
        chunk = new Chunk();
      }
    }
    write(chunk);
    return new Done<>(true);
  }

  private void note(AssetSnapshot snapshot, boolean baseline, Chunk chunk) {
    var asset = snapshot.getAssetId();
    var fingerprint = Fingerprint.of(snapshot);
    var modifiedAt = settled(snapshot);
    if (!fingerprint.equals(known.fingerprint(asset))) {
      chunk.signals.put(asset, AssetSnapshot.newBuilder(snapshot).setBaseline(baseline).build());
    } else if (Objects.equals(modifiedAt, known.modifiedAt(asset))) {
      return;
    }
    chunk.seen.put(asset, asset(fingerprint, modifiedAt));
  }

  /**
   * The date of change, once it can't hide a further one: the library tells it in whole seconds, so
   * an edit in the second of the reading may have the same. Null until then, and so read again.
   */
  private static @Nullable Instant settled(AssetSnapshot snapshot) {
    var modifiedAt = snapshot.getModifiedAt();
    return modifiedAt != null && modifiedAt.plusSeconds(2).isBefore(snapshot.getReadingBeganAt())
        ? modifiedAt
        : null;
  }

  private void write(Chunk chunk) {
    if (chunk.isEmpty()) {
      return;
    }
    chunks.write(chunk);
    chunk.seen.forEach(known::accept);
    chunk.cursors.forEach(known::accept);
  }

  /** One after the other; one that is refused for itself alone does not stop the others. */
  private CallResult<Boolean> each(List<String> ids, Function<String, CallResult<Boolean>> step) {
    for (String id : ids) {
      switch (step.apply(id)) {
        case Done<Boolean>(var goesOn) when !goesOn -> {
          return new Done<>(false);
        }
        case Failed<Boolean>(var error) when error.remedy() != Remedy.GIVE_UP -> {
          return new Failed<>(error);
        }
        case Failed<Boolean>(var error) -> refused = Optional.of(error);
        case Done<Boolean> _ -> {}
      }
    }
    return new Done<>(true);
  }

  private static PollSeen asset(String fingerprint, @Nullable Instant modifiedAt) {
    return PollSeen.newBuilder()
        .setKind(SeenKind.ASSET)
        .setFingerprint(fingerprint)
        .setModifiedAt(modifiedAt)
        .build();
  }

  private static PollSeen container(Set<String> members) {
    return PollSeen.newBuilder()
        .setKind(SeenKind.CONTAINER)
        .setMembers(List.copyOf(members))
        .build();
  }
}
