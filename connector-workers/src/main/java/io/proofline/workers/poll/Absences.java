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
final class Absences {

  private final PhotoShelterClient library;
  private final Known known;
  private final Duration grace;
  private final Duration purgedAfter;

  Absences(PhotoShelterClient library, Known known, Duration grace, Duration purgedAfter) {
    this.library = library;
    this.known = known;
    this.grace = grace;
    this.purgedAfter = purgedAfter;
  }

  /**
   * Adds to a chunk what is to be said of assets that were not found.
   *
   * @param at when their reading began
   */
  CallResult<Boolean> judge(List<String> missing, Instant at, Chunk chunk) {
    var due = new ArrayList<String>();
    for (String asset : missing) {
      var before = Objects.requireNonNull(known.asset(asset));
      if (isPatient(before, at)) {
        if (before.getMissingSince() == null) {
          chunk.add(asset, News.missing(before, at));
        }
      } else if (News.presence(before) != Presence.GONE) {
        due.add(asset);
      }
    }
    return due.isEmpty()
        ? new Success<>(true)
        : library
            .trashed() // asked after the readings: what was trashed before them is in it
            .map(trash -> {
              due.forEach(asset -> judge(asset, trash, at, chunk));
              return true;
            });
  }

  private void judge(String asset, Optional<Set<String>> trash, Instant at, Chunk chunk) {
    var before = Objects.requireNonNull(known.asset(asset));
    var since = since(before, at);
    boolean trashed =
        trash.map(ids -> ids.contains(asset)).orElseGet(() -> at.isBefore(since.plus(purgedAfter)));
    var presence = trashed ? Presence.TRASHED : Presence.GONE;
    if (presence != News.presence(before)) {
      chunk.add(asset, News.absent(asset, before, presence, since, at));
    }
  }

  private boolean isPatient(PollSeen before, Instant at) {
    return News.presence(before) == Presence.THERE && at.isBefore(since(before, at).plus(grace));
  }

  private static Instant since(PollSeen before, Instant at) {
    var since = before.getMissingSince();
    return since == null ? at : since;
  }
}
