package io.proofline.workers.poll;

import io.proofline.schemas.avro.AssetSnapshot;
import io.proofline.schemas.avro.PollSeen;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.NotFound;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.photoshelter.GalleryRows;
import io.proofline.workers.photoshelter.SnapshotReader;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads assets and writes what differs from what is known, chunk by chunk. For one thread. */
final class Readings {

  private static final int CHUNK = 50;
  private static final int STUMBLES = 5;

  private final SnapshotReader snapshots;
  private final Absences absences;
  private final Known known;
  private final Rows rows;
  private final Chunks chunks;
  private final InstantSource clock;
  private final BooleanSupplier over;
  private final Map<String, Integer> stumbles = new HashMap<>();
  private List<String> asked = List.of();

  /** What goes into the last chunk of a reading that came to its end. */
  @FunctionalInterface
  interface End {

    /** A reading that has nothing to add. */
    End NOTHING = (_, _) -> {};

    /**
     * Adds to the chunk.
     *
     * @param unread what the library would not show; not an asset that it does not have any more
     */
    void add(Chunk chunk, Set<String> unread);
  }

  Readings(
      SnapshotReader snapshots,
      Absences absences,
      Known known,
      GalleryRows rows,
      Chunks chunks,
      InstantSource clock,
      BooleanSupplier over) {
    this.snapshots = snapshots;
    this.absences = absences;
    this.known = known;
    this.rows = new Rows(rows, known, this::asked);
    this.chunks = chunks;
    this.clock = clock;
    this.over = over;
  }

  /** The fields whose texts are read from now on. */
  void ask(List<String> fields) {
    asked = List.copyOf(fields);
  }

  List<String> asked() {
    return asked;
  }

  /** What the rows of galleries show of what is read here. */
  Rows rows() {
    return rows;
  }

  /** Reads all of them. False when this poller's time is over. */
  CallResult<Boolean> read(Collection<String> assets, End end) {
    return read(assets, Look.LATER, end);
  }

  /**
   * As {@link #read(Collection, End)}.
   *
   * @param look why they are read, which says whether what is signalled may open something
   */
  CallResult<Boolean> read(Collection<String> assets, Look look, End end) {
    var unread = new HashSet<String>();
    var all = List.copyOf(assets);
    for (int from = 0; from < all.size(); from += CHUNK) {
      var some = all.subList(from, Math.min(all.size(), from + CHUNK));
      var chunk = new Chunk();
      var done = read(some, look, chunk, unread);
      boolean atEnd = from + CHUNK >= all.size() && done.equals(new Success<>(true));
      if (atEnd) {
        end.add(chunk, unread);
      }
      write(chunk);
      if (!done.equals(new Success<>(true))) {
        return done;
      }
    }
    if (all.isEmpty()) {
      write(chunk -> end.add(chunk, unread));
    }
    return new Success<>(true);
  }

  /** Writes what needs no reading. */
  void write(Consumer<Chunk> content) {
    var chunk = new Chunk();
    content.accept(chunk);
    write(chunk);
  }

  private CallResult<Boolean> read(
      List<String> assets, Look look, Chunk chunk, Set<String> unread) {
    var began = clock.instant();
    var missing = new ArrayList<String>();
    for (String asset : assets) {
      if (over.getAsBoolean()) {
        return new Success<>(false);
      }
      switch (snapshots.read(asset, asked)) {
        case Success<AssetSnapshot>(var now) -> note(asset, now, look, chunk);
        case Failure<AssetSnapshot>(NotFound _) when known.asset(asset) != null ->
            missing.add(asset);
        case Failure<AssetSnapshot>(var error) when isGivenUp(asset, error) -> unread.add(asset);
        case Failure<AssetSnapshot>(var error) -> {
          return new Failure<>(error);
        }
      }
    }
    return absences.judge(missing, began, chunk);
  }

  private void note(String asset, AssetSnapshot now, Look look, Chunk chunk) {
    stumbles.remove(asset);
    PollSeen before = known.asset(asset);
    News.of(
            before,
            now,
            asked,
            isBaseline(before, now, look),
            rows.listed(asset),
            rows.changed(asset))
        .ifPresent(news -> {
          chunk.add(asset, news);
          if (news.signal() != null) {
            rows.forget(asset);
          }
        });
  }

  /** Whether it was there before us. */
  private boolean isBaseline(@Nullable PollSeen before, AssetSnapshot now, Look look) {
    return switch (look) {
      case FIRST -> true;
      case SELECTED -> false;
      case LATER -> before == null && known.isOlderThanUs(now);
    };
  }

  /** An asset at which turn after turn breaks must not keep all others from being read. */
  private boolean isGivenUp(String asset, ApiError error) {
    return switch (error.remedy()) {
      case GIVE_UP -> true;
      case RETRY -> stumbles.merge(asset, 1, Integer::sum) >= STUMBLES;
      case PAUSE_API, PAUSE_COMMAND -> false;
    };
  }

  private void write(Chunk chunk) {
    if (!chunk.isEmpty()) {
      chunks.write(chunk);
      chunk.seen.forEach(known::accept);
      chunk.cursors.forEach(known::accept);
    }
  }
}
