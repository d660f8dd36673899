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
 * Takes a file out of a gallery, never out of its last one: before that it is put into another, and
 * read back there. Two commands for one file take turns, since each would count on the gallery that
 * the other one empties.
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
    var shelter = keepGallery(asked);
    if (others.isEmpty() && shelter == null) {
      return new Success<>(wouldTrashFile(asked));
    }
    if (shelter == null || others.contains(shelter)) {
      return takeOut(asked);
    }
    return others.isEmpty() || asked.getAlways()
        ? enterKeepGallery(asked, shelter)
        : takeOut(asked);
  }

  /** Puts the file into the other gallery, and continues only if it is there. */
  private CallResult<StepResult> enterKeepGallery(LeaveGallery asked, String shelter) {
    return switch (library.memberships().enter(shelter, asked.getMediaId())) {
      case Failure<Boolean>(NotFound notFound) -> onMissingKeepGallery(asked, shelter, notFound);
      case Failure<Boolean>(ApiError.Rejected refusal) ->
          ifInside(asked, shelter, new Failure<>(refusal));
      case Failure<Boolean>(var error) -> new Failure<>(error);
      case Success<Boolean> _ ->
          ifInside(
              asked,
              shelter,
              new Success<>(
                  new StepResult.RetryLater(
                      "read back, the file is not in the gallery that keeps it")));
    };
  }

  private CallResult<StepResult> ifInside(
      LeaveGallery asked, String shelter, CallResult<StepResult> otherwise) {
    return library
        .isInGallery(shelter, asked.getMediaId())
        .then(inside -> inside ? takeOut(asked) : otherwise);
  }

  /** Read back whatever the answer was: what is not there any more is out. */
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
            return new StepResult.RetryLater("read back, the file is still in the gallery");
          }
          if (left.isEmpty()) {
            LOG.error(
                "File {} lies in no gallery any more: somebody took it out of the others at the"
                    + " same time. The library's trash keeps it for 90 days",
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

  /** It is for the gallery that keeps it that a new one has to be made; nothing was taken out. */
  private CallResult<StepResult> onMissingKeepGallery(
      LeaveGallery asked, String shelter, NotFound notFound) {
    return library
        .memberships()
        .galleryExists(shelter)
        .then(there ->
            there
                ? new Failure<>(notFound)
                : new Success<>(done(asked.getMediaId(), shelter, true)));
  }

  private static @Nullable String keepGallery(LeaveGallery asked) {
    var shelter = asked.getKeepIn();
    return asked.getGalleryId().equals(shelter) ? null : shelter;
  }

  private static StepResult wouldTrashFile(LeaveGallery asked) {
    return new StepResult.Dead(
        "%s is the last gallery that holds the file, and taking it out would trash it"
            .formatted(asked.getPath()),
        "Name a gallery in withdrawn.keep_in of the rules, or put the file into another gallery;"
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
