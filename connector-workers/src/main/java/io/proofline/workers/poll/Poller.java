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
 * What changed in the library, as signals. Knows no Kafka. A turn sees what people wait for;
 * between turns, piece by piece, the walk of all galleries and the full pass see the rest. What an
 * API breaks is given up where it stands, what it had written stays, and the next one goes on.
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

  /** A turn; the error that broke it, or none. Before the end of the baseline nothing is done. */
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

  /** A piece of what is done between turns; false when there is nothing to do. */
  CallResult<Boolean> runStep() {
    if (waitsForRules()) {
      return new Success<>(false);
    }
    var walked = pollerState.baselineDone() ? walk.runStep() : new Success<>(false);
    return walked.then(more -> more ? new Success<>(true) : pass.runStep(rules));
  }

  /** How far the pass under way has come, in words; empty between passes. */
  Optional<String> progress() {
    return pass.progress();
  }

  /** What the library refused since the last turn began although all came to its end. */
  Optional<ApiError> lastRejection() {
    return runner.lastRejection();
  }

  /** Whether the library was looked at as a whole once. */
  boolean isPastBaseline() {
    return pollerState.baselineDone();
  }

  /** Rules that were once in force are still to be read after a start. */
  private boolean waitsForRules() {
    return rules.isEmpty()
        && pollerState.cursor(PollerState.FULL_PASS_CURSOR).map(PollCursor::getAsked).isPresent();
  }
}
