package io.proofline.workers.poll;

import io.proofline.schemas.avro.AssetSnapshot;
import io.proofline.schemas.avro.PollSeen;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.NotFound;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.photoshelter.GalleryListings;
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

/** Reads assets and writes their changes, in batches of 50 assets. For one thread. */
final class AssetReader {

  private static final int BATCH_SIZE = 50;
  private static final int MAX_FAILURES = 5;

  private final SnapshotReader snapshots;
  private final MissingAssets missingAssets;
  private final PollerState pollerState;
  private final ListingChangeDetector listings;
  private final PollBatchWriter pollBatchWriter;
  private final InstantSource clock;
  private final BooleanSupplier stopped;
  private final Map<String, Integer> failures = new HashMap<>();
  private List<String> fields = List.of();

  /** Adds records to the last batch of a reading that succeeded. */
  @FunctionalInterface
  interface BatchCompletion {

    /** Adds nothing. */
    BatchCompletion NONE = (_, _) -> {};

    /**
     * Adds to the batch.
     *
     * @param unread the assets that were skipped because of an error; not those that were not found
     */
    void add(PollBatch batch, Set<String> unread);
  }

  AssetReader(
      SnapshotReader snapshots,
      MissingAssets missingAssets,
      PollerState pollerState,
      GalleryListings rows,
      PollBatchWriter pollBatchWriter,
      InstantSource clock,
      BooleanSupplier stopped) {
    this.snapshots = snapshots;
    this.missingAssets = missingAssets;
    this.pollerState = pollerState;
    this.listings = new ListingChangeDetector(rows, pollerState, this::fields);
    this.pollBatchWriter = pollBatchWriter;
    this.clock = clock;
    this.stopped = stopped;
  }

  /** Sets the fields whose texts are read. */
  void setFields(List<String> asked) {
    fields = List.copyOf(asked);
  }

  List<String> fields() {
    return fields;
  }

  /** The listings that show which assets need no reading. */
  ListingChangeDetector listings() {
    return listings;
  }

  /** Reads all of them, as routine. False when this poller must stop. */
  CallResult<Boolean> read(Collection<String> assets, BatchCompletion batchCompletion) {
    return read(assets, ReadReason.ROUTINE, batchCompletion);
  }

  /**
   * Reads all of them. False when this poller must stop.
   *
   * @param reason decides whether their signals may open reviews
   */
  CallResult<Boolean> read(
      Collection<String> assets, ReadReason reason, BatchCompletion batchCompletion) {
    var unread = new HashSet<String>();
    var all = List.copyOf(assets);
    for (int from = 0; from < all.size(); from += BATCH_SIZE) {
      var some = all.subList(from, Math.min(all.size(), from + BATCH_SIZE));
      var batch = new PollBatch();
      var done = read(some, reason, batch, unread);
      boolean atEnd = from + BATCH_SIZE >= all.size() && done.equals(new Success<>(true));
      if (atEnd) {
        batchCompletion.add(batch, unread);
      }
      write(batch);
      if (!done.equals(new Success<>(true))) {
        return done;
      }
    }
    if (all.isEmpty()) {
      write(batch -> batchCompletion.add(batch, unread));
    }
    return new Success<>(true);
  }

  /** Writes records that need no reading. */
  void write(Consumer<PollBatch> content) {
    var batch = new PollBatch();
    content.accept(batch);
    write(batch);
  }

  private CallResult<Boolean> read(
      List<String> assets, ReadReason reason, PollBatch batch, Set<String> unread) {
    var began = clock.instant();
    var missing = new ArrayList<String>();
    for (String asset : assets) {
      if (stopped.getAsBoolean()) {
        return new Success<>(false);
      }
      switch (snapshots.read(asset, fields)) {
        case Success<AssetSnapshot>(var now) -> compare(asset, now, reason, batch);
        case Failure<AssetSnapshot>(NotFound _) when pollerState.asset(asset) != null ->
            missing.add(asset);
        case Failure<AssetSnapshot>(var error) when isSkipped(asset, error) -> unread.add(asset);
        case Failure<AssetSnapshot>(var error) -> {
          return new Failure<>(error);
        }
      }
    }
    return missingAssets.classify(missing, began, batch);
  }

  private void compare(String asset, AssetSnapshot now, ReadReason reason, PollBatch batch) {
    failures.remove(asset);
    PollSeen before = pollerState.asset(asset);
    SnapshotDiff.of(
            before,
            now,
            fields,
            isBaseline(before, now, reason),
            listings.lastListed(asset),
            listings.changedFingerprint(asset))
        .ifPresent(diff -> {
          batch.add(asset, diff);
          if (diff.signal() != null) {
            listings.forget(asset);
          }
        });
  }

  /**
   * Whether the asset was in the library before the poller first ran, or was read before and its
   * record is lost: then its present state opens no review.
   */
  private boolean isBaseline(@Nullable PollSeen before, AssetSnapshot now, ReadReason reason) {
    return switch (reason) {
      case BASELINE -> true;
      case SELECTION_CHANGED -> pollerState.isRecordLost(now.getAssetId());
      case ROUTINE ->
          before == null
              && (pollerState.predatesBaseline(now) || pollerState.isRecordLost(now.getAssetId()));
    };
  }

  /** Skips an asset that keeps failing, so that it does not block all others. */
  private boolean isSkipped(String asset, ApiError error) {
    return switch (error.remedy()) {
      case GIVE_UP -> true;
      case RETRY -> failures.merge(asset, 1, Integer::sum) >= MAX_FAILURES;
      case PAUSE_API, PAUSE_COMMAND -> false;
    };
  }

  private void write(PollBatch batch) {
    if (!batch.isEmpty()) {
      pollBatchWriter.write(batch);
      batch.seen.forEach(pollerState::accept);
      batch.cursors.forEach(pollerState::accept);
    }
  }
}
