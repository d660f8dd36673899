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
 * Reads the assets that the library lists as changed since the previous turn. Consecutive windows
 * overlap, since the library may list a change late. In the overlap an asset is read again only
 * when its modification date is newer than before. A listing lacks that date, so each asset is
 * asked for it: assets that a much shorter window lists too in every turn, the others less often.
 * If a gallery has many candidates, its listing shows which are unchanged. Open question: which
 * edits change the date; the watched galleries, the walk of all galleries and the full pass find
 * other edits.
 */
final class ChangeWindow {

  /** The short window is the overlap divided by this. */
  private static final int SHORT_WINDOW_DIVISOR = 5;

  /**
   * An asset that only the long window lists is checked again after the overlap divided by this.
   */
  private static final int RECHECK_DIVISOR = 3;

  private static final int MIN_FOR_SECOND_LISTING = 2;

  private final PhotoShelterClient library;
  private final MediaFilterSupport mediaFilterSupport;
  private final PollerState pollerState;
  private final AssetReader assetReader;
  private final TolerantRunner runner;
  private final Duration overlap;
  private final InstantSource clock;

  /** When each asset in the overlap was last asked for its date. */
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
    var checked = new ArrayList<String>();
    var until = clock.instant();
    var last =
        pollerState.cursor(PollerState.CHANGES_CURSOR).map(PollCursor::getReadUntil).orElse(until);
    var cursor = PollCursor.newBuilder().setReadUntil(until).setBaselineDone(true).build();
    return mediaFilterSupport
        .isSupported()
        .then(
            supported -> supported ? listCandidates(last, until) : new Success<>(List.<String>of()))
        .then(assets -> filterModified(assets, checked))
        .then(assets ->
            assetReader.read(
                assets, (batch, _) -> batch.cursors.put(PollerState.CHANGES_CURSOR, cursor)))
        .map(whole -> {
          if (whole) { // after a failed turn they are checked again
            checked.forEach(asset -> lastChecked.put(asset, until));
          }
          return whole;
        });
  }

  /** The assets that may have changed since they were read. */
  private CallResult<List<String>> listCandidates(Instant last, Instant until) {
    return library
        .changedBetween(last.minus(overlap), until)
        .then(assets -> {
          lastChecked.keySet().retainAll(Set.copyOf(assets));
          var recentlyChecked =
              assets.stream().filter(asset -> wasCheckedRecently(asset, until)).toList();
          return recentlyChecked.size() < MIN_FOR_SECOND_LISTING
              ? new Success<>(assets)
              : library
                  .changedBetween(last.minus(overlap.dividedBy(SHORT_WINDOW_DIVISOR)), until)
                  .map(listedLately -> without(assets, recentlyChecked, listedLately));
        });
  }

  private static List<String> without(
      List<String> assets, List<String> recentlyChecked, List<String> listedLately) {
    var left = new LinkedHashSet<>(assets);
    left.removeAll(Set.copyOf(recentlyChecked));
    left.addAll(listedLately);
    return List.copyOf(left);
  }

  private boolean wasCheckedRecently(String asset, Instant now) {
    var at = lastChecked.get(asset);
    return at != null && now.isBefore(at.plus(overlap.dividedBy(RECHECK_DIVISOR)));
  }

  private CallResult<List<String>> filterModified(List<String> assets, List<String> checked) {
    var modified = new ArrayList<String>();
    var unchanged = assetReader.listings().unchangedAmong(assets);
    checked.addAll(unchanged);
    var unclear = new ArrayList<String>();
    for (String asset : assets) {
      if (pollerState.asset(asset) == null || assetReader.listings().isEdited(asset)) {
        checked.add(asset);
        modified.add(asset);
      } else if (!unchanged.contains(asset)) {
        unclear.add(asset);
      }
    }
    return runner
        .runAll(
            unclear,
            asset ->
                library
                    .readMedia(asset)
                    .map(this::isModified)
                    .ifNotFound(new Success<>(true))
                    .map(isModified -> {
                      checked.add(asset);
                      if (isModified) {
                        modified.add(asset);
                      } else {
                        assetReader.listings().confirm(asset);
                      }
                      return true;
                    }))
        .map(_ -> List.copyOf(modified));
  }

  private boolean isModified(Media media) {
    var before = pollerState.asset(media.id());
    return before == null || !Objects.equals(media.modifiedAt(), before.getModifiedAt());
  }
}
