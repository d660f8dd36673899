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
final class ChangeWindow {

  /** The short window is this part of the overlap. */
  private static final int SHORT_WINDOW_DIVISOR = 5;

  /** What only the long window lists is asked for its date after this part of the overlap. */
  private static final int RECHECK_DIVISOR = 3;

  private static final int MIN_FOR_SECOND_LISTING = 2;

  private final PhotoShelterClient library;
  private final MediaFilterSupport mediaFilterSupport;
  private final PollerState pollerState;
  private final AssetReader assetReader;
  private final TolerantRunner runner;
  private final Duration overlap;
  private final InstantSource clock;

  /** When what is in the overlap was last asked for its date. */
  private final Map<String, Instant> lastChecked = new HashMap<>();

  ChangeWindow(
      PhotoShelterClient library,
      MediaFilterSupport mediaFilterSupport,
      PollerState pollerState,
      AssetReader assetReader,
      TolerantRunner runner,
      Duration overlap,
      InstantSource clock) {
    this.library = library;
    this.mediaFilterSupport = mediaFilterSupport;
    this.pollerState = pollerState;
    this.assetReader = assetReader;
    this.runner = runner;
    this.overlap = overlap;
    this.clock = clock;
  }

  CallResult<Boolean> readChanges() {
    var asked = new ArrayList<String>();
    var until = clock.instant();
    var last =
        pollerState.cursor(PollerState.CHANGES_CURSOR).map(PollCursor::getReadUntil).orElse(until);
    var cursor = PollCursor.newBuilder().setReadUntil(until).setBaselineDone(true).build();
    return mediaFilterSupport
        .isSupported()
        .then(work -> work ? listCandidates(last, until) : new Success<>(List.<String>of()))
        .then(assets -> filterModified(assets, asked))
        .then(assets ->
            assetReader.read(
                assets, (batch, _) -> batch.cursors.put(PollerState.CHANGES_CURSOR, cursor)))
        .map(whole -> {
          if (whole) { // a turn that broke asks again
            asked.forEach(asset -> lastChecked.put(asset, until));
          }
          return whole;
        });
  }

  /** Those that may have changed since they were read. */
  private CallResult<List<String>> listCandidates(Instant last, Instant until) {
    return library
        .changedBetween(last.minus(overlap), until)
        .then(assets -> {
          lastChecked.keySet().retainAll(Set.copyOf(assets));
          var spared = assets.stream().filter(asset -> wasCheckedRecently(asset, until)).toList();
          return spared.size() < MIN_FOR_SECOND_LISTING
              ? new Success<>(assets)
              : library
                  .changedBetween(last.minus(overlap.dividedBy(SHORT_WINDOW_DIVISOR)), until)
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

  private boolean wasCheckedRecently(String asset, Instant now) {
    var at = lastChecked.get(asset);
    return at != null && now.isBefore(at.plus(overlap.dividedBy(RECHECK_DIVISOR)));
  }

  private CallResult<List<String>> filterModified(List<String> assets, List<String> asked) {
    var moved = new ArrayList<String>();
    var same = assetReader.listings().unchangedAmong(assets);
    asked.addAll(same);
    var doubtful = new ArrayList<String>();
    for (String asset : assets) {
      if (pollerState.asset(asset) == null || assetReader.listings().isEdited(asset)) {
        asked.add(asset);
        moved.add(asset);
      } else if (!same.contains(asset)) {
        doubtful.add(asset);
      }
    }
    return runner
        .runAll(
            doubtful,
            asset ->
                library
                    .readMedia(asset)
                    .map(this::isModified)
                    .ifNotFound(new Success<>(true))
                    .map(has -> {
                      asked.add(asset);
                      if (has) {
                        moved.add(asset);
                      } else {
                        assetReader.listings().confirm(asset);
                      }
                      return true;
                    }))
        .map(_ -> List.copyOf(moved));
  }

  private boolean isModified(Media media) {
    var before = pollerState.asset(media.id());
    return before == null || !Objects.equals(media.modifiedAt(), before.getModifiedAt());
  }
}
