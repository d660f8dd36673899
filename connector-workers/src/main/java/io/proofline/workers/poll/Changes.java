package io.proofline.workers.poll;

import io.proofline.schemas.avro.PollCursor;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.photoshelter.Media;
import io.proofline.workers.photoshelter.PhotoShelterClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The window of changes, overlapping the last one. In the overlap an asset is read again only when
 * its date of change moved on. A listing does not tell that date, so each asset is asked for it:
 * those that a much shorter window lists too in every turn, the others once in a while, since a
 * change of theirs would be one that the library lists late. Of many in one gallery its rows tell
 * that they are as they were. Open question: which edits move the date; the watched galleries, the
 * walk of all galleries and the full pass see what it does not say.
 */
final class Changes {

  /** The short window is this part of the overlap. */
  private static final int LATELY = 5;

  /** What only the long window lists is asked for its date after this part of the overlap. */
  private static final int AGAIN = 3;

  private static final int WORTH_A_LISTING = 2;

  private final PhotoShelterClient library;
  private final Filters filters;
  private final Known known;
  private final Readings readings;
  private final OneByOne each;
  private final Duration overlap;
  private final InstantSource clock;

  /** When what is in the overlap was last asked for its date. */
  private final Map<String, Instant> looked = new HashMap<>();

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
    var asked = new ArrayList<String>();
    var until = clock.instant();
    var last = known.cursor(Known.CHANGES).map(PollCursor::getReadUntil).orElse(until);
    var cursor = PollCursor.newBuilder().setReadUntil(until).setBaselineDone(true).build();
    return filters
        .work()
        .then(work -> work ? listed(last, until) : new Success<>(List.<String>of()))
        .then(assets -> moved(assets, asked))
        .then(
            assets -> readings.read(assets, (chunk, _) -> chunk.cursors.put(Known.CHANGES, cursor)))
        .map(whole -> {
          if (whole) { // a turn that broke asks again
            asked.forEach(asset -> looked.put(asset, until));
          }
          return whole;
        });
  }

  /** Those that may have changed since they were read. */
  private CallResult<List<String>> listed(Instant last, Instant until) {
    return library
        .changedBetween(last.minus(overlap), until)
        .then(assets -> {
          looked.keySet().retainAll(Set.copyOf(assets));
          var spared = assets.stream().filter(asset -> wasLooked(asset, until)).toList();
          return spared.size() < WORTH_A_LISTING
              ? new Success<>(assets)
              : library
                  .changedBetween(last.minus(overlap.dividedBy(LATELY)), until)
                  .map(lately -> without(assets, spared, lately));
        });
  }

  private static List<String> without(
      List<String> assets, List<String> spared, List<String> lately) {
    var left = new LinkedHashSet<>(assets);
    left.removeAll(Set.copyOf(spared));
    left.addAll(lately);
    return List.copyOf(left);
  }

  private boolean wasLooked(String asset, Instant now) {
    var at = looked.get(asset);
    return at != null && now.isBefore(at.plus(overlap.dividedBy(AGAIN)));
  }

  private CallResult<List<String>> moved(List<String> assets, List<String> asked) {
    var moved = new ArrayList<String>();
    var same = readings.rows().sameOf(assets);
    asked.addAll(same);
    var doubtful = new ArrayList<String>();
    for (String asset : assets) {
      if (known.asset(asset) == null || readings.rows().isEdited(asset)) {
        asked.add(asset);
        moved.add(asset);
      } else if (!same.contains(asset)) {
        doubtful.add(asset);
      }
    }
    return each.each(
            doubtful,
            asset ->
                library
                    .readMedia(asset)
                    .map(this::hasMoved)
                    .ifNotFound(new Success<>(true))
                    .map(has -> {
                      asked.add(asset);
                      if (has) {
                        moved.add(asset);
                      } else {
                        readings.rows().confirm(asset);
                      }
                      return true;
                    }))
        .map(_ -> List.copyOf(moved));
  }

  private boolean hasMoved(Media media) {
    var before = known.asset(media.id());
    return before == null || !Objects.equals(media.modifiedAt(), before.getModifiedAt());
  }
}
