package io.proofline.workers.poll;

import io.proofline.schemas.avro.PollSeen;
import io.proofline.schemas.avro.Presence;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.photoshelter.PhotoShelterClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what a 404 for a known asset means: nothing during a grace period; after it, that the
 * asset is in the trash or gone. If the trash can't be listed, the asset counts as trashed until
 * the library would have purged it, and as gone after that.
 */
final class MissingAssets {

  private final PhotoShelterClient library;
  private final PollerState pollerState;
  private final Duration grace;
  private final Duration purgedAfter;

  MissingAssets(
      PhotoShelterClient library, PollerState pollerState, Duration grace, Duration purgedAfter) {
    this.library = library;
    this.pollerState = pollerState;
    this.grace = grace;
    this.purgedAfter = purgedAfter;
  }

  /**
   * Adds the records and signals of assets that were not found to a batch.
   *
   * @param at when their reading began
   */
  CallResult<Boolean> classify(List<String> missing, Instant at, PollBatch batch) {
    var due = new ArrayList<String>();
    for (String asset : missing) {
      var before = Objects.requireNonNull(pollerState.asset(asset));
      if (isWithinGrace(before, at)) {
        if (before.getMissingSince() == null) {
          batch.add(asset, SnapshotDiff.missing(before, at));
        }
      } else if (SnapshotDiff.presence(before) != Presence.GONE) {
        due.add(asset);
      }
    }
    return due.isEmpty()
        ? new Success<>(true)
        : library
            .trashedIds() // after the readings, so it lists all files that were trashed before them
            .map(trash -> {
              due.forEach(asset -> classify(asset, trash, at, batch));
              return true;
            });
  }

  private void classify(String asset, Optional<Set<String>> trash, Instant at, PollBatch batch) {
    var before = Objects.requireNonNull(pollerState.asset(asset));
    var since = since(before, at);
    boolean trashed =
        trash.map(ids -> ids.contains(asset)).orElseGet(() -> at.isBefore(since.plus(purgedAfter)));
    var presence = trashed ? Presence.TRASHED : Presence.GONE;
    if (presence != SnapshotDiff.presence(before)) {
      batch.add(asset, SnapshotDiff.absent(asset, before, presence, since, at));
    }
  }

  private boolean isWithinGrace(PollSeen before, Instant at) {
    return SnapshotDiff.presence(before) == Presence.THERE
        && at.isBefore(since(before, at).plus(grace));
  }

  private static Instant since(PollSeen before, Instant at) {
    var since = before.getMissingSince();
    return since == null ? at : since;
  }
}
