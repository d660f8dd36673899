package io.proofline.workers.poll;

import io.proofline.schemas.avro.PollCursor;
import io.proofline.schemas.avro.RulesText;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.photoshelter.GalleryPaths;
import io.proofline.workers.photoshelter.GalleryRows;
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

  private final Known known;
  private final Readings readings;
  private final Memberships memberships;
  private final Changes changes;
  private final GalleryWalk walk;
  private final FullPass pass;
  private final OneByOne tolerant = new OneByOne();
  private Optional<RulesText> rules = Optional.empty();

  Poller(
      PhotoShelterClient library,
      SnapshotReader snapshots,
      GalleryRows rows,
      GalleryPaths paths,
      PollSettings settings,
      Known known,
      Chunks chunks,
      InstantSource clock,
      BooleanSupplier over) {
    this.known = known;
    var absences = new Absences(library, known, settings.missingGrace(), settings.purgedAfter());
    var watched = new WatchedGalleries(library, paths, settings.galleriesEvery(), clock);
    var filters = new Filters(library);
    readings = new Readings(snapshots, absences, known, rows, chunks, clock, over);
    memberships = new Memberships(library, watched, filters, known, readings, tolerant);
    changes = new Changes(library, filters, known, readings, tolerant, settings.overlap(), clock);
    walk =
        new GalleryWalk(
            library, paths, watched, known, readings, tolerant, settings.galleriesEvery(), clock);
    pass =
        new FullPass(
            known,
            readings,
            begun ->
                new PassList(
                    library,
                    filters,
                    memberships,
                    new RowWalk(library, paths, readings.rows(), known),
                    known,
                    begun),
            settings,
            clock);
  }

  /** A turn; the error that broke it, or none. Before the end of the baseline nothing is done. */
  Optional<ApiError> turn(Optional<RulesText> inForce) {
    tolerant.forget();
    rules = inForce;
    readings.ask(inForce.map(RulesText::getAskedFields).orElse(List.of()));
    if (!known.baselineDone() || waitsForRules()) {
      return Optional.empty();
    }
    var done =
        readings
            .read(known.doubtful(), Readings.End.NOTHING)
            .then(_ -> memberships.look(rules))
            .then(_ -> changes.look());
    return done instanceof Failure<Boolean>(var error) ? Optional.of(error) : Optional.empty();
  }

  /** A piece of what is done between turns; false when there is nothing to do. */
  CallResult<Boolean> piece() {
    if (waitsForRules()) {
      return new Success<>(false);
    }
    var walked = known.baselineDone() ? walk.piece() : new Success<>(false);
    return walked.then(more -> more ? new Success<>(true) : pass.piece(rules));
  }

  /** How far the pass under way has come, in words; empty between passes. */
  Optional<String> progress() {
    return pass.progress();
  }

  /** What the library refused since the last turn began although all came to its end. */
  Optional<ApiError> refused() {
    return tolerant.refused();
  }

  /** Whether the library was looked at as a whole once. */
  boolean isPastBaseline() {
    return known.baselineDone();
  }

  /** Rules that were once in force are still to be read after a start. */
  private boolean waitsForRules() {
    return rules.isEmpty() && known.cursor(Known.FULL).map(PollCursor::getAsked).isPresent();
  }
}
