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
 * What it means that the library does not find a known asset: nothing for a while; then that it
 * lies in the trash, or is gone. Where the trash can't be listed, it is gone when the trash would
 * have been emptied.
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
   * Adds to a chunk what is to be said of assets that were not found.
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
            .trashedIds() // asked after the readings: what was trashed before them is in it
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
