package io.proofline.workers.poll;

import io.proofline.schemas.avro.PollCursor;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Done;
import io.proofline.workers.photoshelter.Media;
import io.proofline.workers.photoshelter.PhotoShelterClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The window of changes, overlapping the last one. In the overlap an asset is read again only when
 * its date of change moved on. Open question: which edits move that date; the watched galleries,
 * the walk of all galleries and the full pass see what it does not say.
 */
final class Changes {

  private final PhotoShelterClient library;
  private final Filters filters;
  private final Known known;
  private final Readings readings;
  private final OneByOne each;
  private final Duration overlap;
  private final InstantSource clock;

  Changes(
      PhotoShelterClient library,
      Filters filters,
      Known known,
      Readings readings,
      OneByOne each,
      Duration overlap,
      InstantSource clock) {
    this.library = library;
    this.filters = filters;
    this.known = known;
    this.readings = readings;
    this.each = each;
    this.overlap = overlap;
    this.clock = clock;
  }

  CallResult<Boolean> look() {
    var until = clock.instant();
    var last = known.cursor(Known.CHANGES).map(PollCursor::getReadUntil).orElse(until);
    var cursor = PollCursor.newBuilder().setReadUntil(until).setBaselineDone(true).build();
    return filters
        .work()
        .then(work ->
            work
                ? library.changedBetween(last.minus(overlap), until)
                : new Done<>(List.<String>of()))
        .then(this::moved)
        .then(assets ->
            readings.read(assets, (chunk, _) -> chunk.cursors.put(Known.CHANGES, cursor)));
  }

  private CallResult<List<String>> moved(List<String> assets) {
    var moved = new ArrayList<String>();
    return each.each(
            assets,
            asset ->
                library
                    .readMedia(asset)
                    .map(this::hasMoved)
                    .ifMissing(new Done<>(true))
                    .map(has -> !has || moved.add(asset)))
        .map(_ -> List.copyOf(moved));
  }

  private boolean hasMoved(Media media) {
    var before = known.asset(media.id());
    return before == null || !Objects.equals(media.modifiedAt(), before.getModifiedAt());
  }
}
