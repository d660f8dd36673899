package io.proofline.workers.photoshelter;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.LeaveGallery;
import io.proofline.schemas.avro.Membership;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.NotFound;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.CommandResult;
import io.proofline.workers.work.StepResult;
import io.proofline.workers.work.Worker;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes a file from a gallery, but never from its last one: the file is first added to another
 * gallery and read back there. Two commands for one file run one after the other, since each could
 * rely on the gallery that the other one removes the file from.
 */
final class LeaveGalleryWorker implements Worker.Idempotent {

  private static final Logger LOG = LoggerFactory.getLogger(LeaveGalleryWorker.class);
  private static final int LOCK_COUNT = 64;

  private final PhotoShelterClient library;
  private final List<ReentrantLock> fileLocks =
      Stream.generate(ReentrantLock::new).limit(LOCK_COUNT).toList();

  LeaveGalleryWorker(PhotoShelterClient library) {
    this.library = library;
  }

  @Override
  public CommandKind kind() {
    return CommandKind.LEAVE_GALLERY;
  }

  @Override
  public Api api(Command command) {
    return Api.PHOTOSHELTER;
  }

  @Override
  public StepResult call(Command command, Attempt attempt) {
    var asked = Objects.requireNonNull(command.getLeaveGallery());
    return withFileLock(asked.getMediaId(), () -> StepResult.of(leave(asked)));
  }

  private CallResult<StepResult> leave(LeaveGallery asked) {
    return switch (library.galleriesOf(asked.getMediaId())) {
      case Success<List<Gallery>>(var galleries) -> leave(asked, ids(galleries));
      case Failure<List<Gallery>>(NotFound notFound) -> onMissingFile(asked, notFound);
      case Failure<List<Gallery>>(var error) -> new Failure<>(error);
    };
  }

  private CallResult<StepResult> leave(LeaveGallery asked, List<String> galleries) {
    if (!galleries.contains(asked.getGalleryId())) {
      return alreadyOutside(asked);
    }
    var others = galleries.stream().filter(id -> !id.equals(asked.getGalleryId())).toList();
    var keepGallery = keepGallery(asked);
    if (others.isEmpty() && keepGallery == null) {
      return new Success<>(wouldTrashFile(asked));
    }
    if (keepGallery == null || others.contains(keepGallery)) {
      return takeOut(asked);
    }
    return others.isEmpty() || asked.getAlways()
        ? enterKeepGallery(asked, keepGallery)
        : takeOut(asked);
  }

  /** Adds the file to the other gallery, and continues only if it is read back there. */
  private CallResult<StepResult> enterKeepGallery(LeaveGallery asked, String keepGallery) {
    return switch (library.memberships().enter(keepGallery, asked.getMediaId())) {
      case Failure<Boolean>(NotFound notFound) ->
          onMissingKeepGallery(asked, keepGallery, notFound);
      case Failure<Boolean>(ApiError.Rejected refusal) ->
          ifInside(asked, keepGallery, new Failure<>(refusal));
      case Failure<Boolean>(var error) -> new Failure<>(error);
      case Success<Boolean> _ ->
          ifInside(
              asked,
              keepGallery,
              new Success<>(
                  new StepResult.RetryLater(
                      "after the write, the file is not in the gallery that keeps it")));
    };
  }

  private CallResult<StepResult> ifInside(
      LeaveGallery asked, String keepGallery, CallResult<StepResult> otherwise) {
    return library
        .isInGallery(keepGallery, asked.getMediaId())
        .then(inside -> inside ? takeOut(asked) : otherwise);
  }

  /** Reads the membership back after any answer: a missing gallery or file counts as removed. */
  private CallResult<StepResult> takeOut(LeaveGallery asked) {
    return switch (library.memberships().leave(asked.getGalleryId(), asked.getMediaId())) {
      case Success<Boolean> _, Failure<Boolean>(NotFound _) -> readBack(asked);
      case Failure<Boolean>(var error) -> new Failure<>(error);
    };
  }

  private CallResult<StepResult> readBack(LeaveGallery asked) {
    return library
        .galleriesOf(asked.getMediaId())
        .ifNotFound(new Success<>(List.of()))
        .map(left -> {
          if (ids(left).contains(asked.getGalleryId())) {
            return new StepResult.RetryLater("after the write, the file is still in the gallery");
          }
          if (left.isEmpty()) {
            LOG.error(
                "File {} is in no gallery: a person removed it from the others at the same time."
                    + " The library's trash keeps it for 90 days; restore it there if needed",
                asked.getMediaId());
          }
          return done(asked.getMediaId(), asked.getGalleryId(), false);
        });
  }

  /** A file that doesn't exist is in no gallery. */
  private CallResult<StepResult> onMissingFile(LeaveGallery asked, NotFound notFound) {
    return switch (library.readMedia(asked.getMediaId())) {
      case Success<Media> _ -> new Failure<>(notFound);
      case Failure<Media>(NotFound _) -> alreadyOutside(asked);
      case Failure<Media>(var error) -> new Failure<>(error);
    };
  }

  private CallResult<StepResult> alreadyOutside(LeaveGallery asked) {
    return library
        .memberships()
        .galleryExists(asked.getGalleryId())
        .map(there -> done(asked.getMediaId(), asked.getGalleryId(), !there));
  }

  /** Reports the keeping gallery as missing, so that it is ensured again; nothing was removed. */
  private CallResult<StepResult> onMissingKeepGallery(
      LeaveGallery asked, String keepGallery, NotFound notFound) {
    return library
        .memberships()
        .galleryExists(keepGallery)
        .then(there ->
            there
                ? new Failure<>(notFound)
                : new Success<>(done(asked.getMediaId(), keepGallery, true)));
  }

  private static @Nullable String keepGallery(LeaveGallery asked) {
    var keepGallery = asked.getKeepIn();
    return asked.getGalleryId().equals(keepGallery) ? null : keepGallery;
  }

  private static StepResult wouldTrashFile(LeaveGallery asked) {
    return new StepResult.Dead(
        "%s is the last gallery of the file, and removing it would trash the file"
            .formatted(asked.getPath()),
        "Set a gallery in withdrawn.keep_in of the rules, or add the file to another gallery;"
            + " then retry the command");
  }

  private static StepResult done(String file, String gallery, boolean missing) {
    return new StepResult.Done(
        new CommandResult.MembershipKnown(new Membership(file, gallery, false, missing, null)));
  }

  private static List<String> ids(List<Gallery> galleries) {
    return galleries.stream().map(Gallery::id).toList();
  }

  private StepResult withFileLock(String file, Supplier<StepResult> work) {
    var turn = fileLocks.get(Math.floorMod(file.hashCode(), LOCK_COUNT));
    turn.lock();
    try {
      return work.get();
    } finally {
      turn.unlock();
    }
  }
}
