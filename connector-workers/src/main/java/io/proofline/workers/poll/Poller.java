package io.proofline.workers.poll;

import io.proofline.schemas.avro.PollCursor;
import io.proofline.schemas.avro.RulesText;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.photoshelter.GalleryListings;
import io.proofline.workers.photoshelter.GalleryPathCache;
import io.proofline.workers.photoshelter.PhotoShelterClient;
import io.proofline.workers.photoshelter.SnapshotReader;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Finds changes in the library and writes them as signals. Knows no Kafka. A turn reads the assets
 * that people wait for; between turns, in small steps, the walk of all galleries and the full pass
 * find the rest. When an API call fails, the turn ends there, the batches written so far stay, and
 * the next turn continues.
 */
final class Poller {

  private final PollerState pollerState;
  private final AssetReader assetReader;
  private final SelectionMembership selectionMembership;
  private final ChangeWindow changeWindow;
  private final GalleryWalk walk;
  private final FullPass pass;
  private final TolerantRunner runner = new TolerantRunner();
  private Optional<RulesText> rules = Optional.empty();

  Poller(
      PhotoShelterClient library,
      SnapshotReader snapshots,
      GalleryListings rows,
      GalleryPathCache paths,
      PollSettings settings,
      PollerState pollerState,
      PollBatchWriter pollBatchWriter,
      InstantSource clock,
      BooleanSupplier stopped) {
    this.pollerState = pollerState;
    var missingAssets =
        new MissingAssets(library, pollerState, settings.missingGrace(), settings.purgedAfter());
    var watched = new WatchedGalleries(library, paths, settings.galleriesEvery(), clock);
    var mediaFilterSupport = new MediaFilterSupport(library);
    assetReader =
        new AssetReader(
            snapshots, missingAssets, pollerState, rows, pollBatchWriter, clock, stopped);
    selectionMembership =
        new SelectionMembership(
            library, watched, mediaFilterSupport, pollerState, assetReader, runner);
    changeWindow =
        new ChangeWindow(
            library,
            mediaFilterSupport,
            pollerState,
            assetReader,
            runner,
            settings.overlap(),
            clock);
    walk =
        new GalleryWalk(
            library,
            paths,
            watched,
            pollerState,
            assetReader,
            runner,
            settings.galleriesEvery(),
            clock);
    pass =
        new FullPass(
            pollerState,
            assetReader,
            begun ->
                new PassListing(
                    library,
                    mediaFilterSupport,
                    selectionMembership,
                    new ListingWalk(library, paths, assetReader.listings(), pollerState),
                    pollerState,
                    begun),
            settings,
            clock);
  }

  /**
   * Runs a turn and returns the error that ended it, if any. Does nothing before the baseline ends.
   */
  Optional<ApiError> runCycle(Optional<RulesText> inForce) {
    runner.reset();
    rules = inForce;
    assetReader.setFields(inForce.map(RulesText::getAskedFields).orElse(List.of()));
    if (!pollerState.baselineDone() || waitsForRules()) {
      return Optional.empty();
    }
    var done =
        assetReader
            .read(pollerState.possiblyMissing(), AssetReader.BatchCompletion.NONE)
            .then(_ -> selectionMembership.readChanges(rules))
            .then(_ -> changeWindow.readChanges());
    return done instanceof Failure<Boolean>(var error) ? Optional.of(error) : Optional.empty();
  }

  /** Runs one step of the work between turns; false when there is nothing to do. */
  CallResult<Boolean> runStep() {
    if (waitsForRules()) {
      return new Success<>(false);
    }
    var walked = pollerState.baselineDone() ? walk.runStep() : new Success<>(false);
    return walked.then(more -> more ? new Success<>(true) : pass.runStep(rules));
  }

  /** The progress of the running pass, as text for people; empty between passes. */
  Optional<String> progress() {
    return pass.progress();
  }

  /** The last error of one asset or container that was skipped since the last turn began. */
  Optional<ApiError> lastRejection() {
    return runner.lastRejection();
  }

  /** Whether the first pass is complete. */
  boolean isPastBaseline() {
    return pollerState.baselineDone();
  }

  /** After a restart: whether earlier turns had rules, and this instance has not read them yet. */
  private boolean waitsForRules() {
    return rules.isEmpty()
        && pollerState.cursor(PollerState.FULL_PASS_CURSOR).map(PollCursor::getAsked).isPresent();
  }
}
