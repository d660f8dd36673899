package io.proofline.workers.photoshelter;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.LeaveGallery;
import io.proofline.schemas.avro.Membership;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.Missing;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Done;
import io.proofline.workers.call.CallResult.Failed;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.Ending;
import io.proofline.workers.work.Result;
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
public final class LeaveGalleryWorker implements Worker.Calling {

  private static final Logger LOG = LoggerFactory.getLogger(LeaveGalleryWorker.class);
  private static final int LOCKS = 64;

  private final PhotoShelterClient library;
  private final List<ReentrantLock> turns =
      Stream.generate(ReentrantLock::new).limit(LOCKS).toList();

  public LeaveGalleryWorker(PhotoShelterClient library) {
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
  public Ending call(Command command, Attempt attempt) {
    var asked = Objects.requireNonNull(command.getLeaveGallery());
    return inTurn(asked.getMediaId(), () -> Ending.of(left(asked)));
  }

  private CallResult<Ending> left(LeaveGallery asked) {
    return switch (library.galleriesOf(asked.getMediaId())) {
      case Done<List<Gallery>>(var galleries) -> left(asked, ids(galleries));
      case Failed<List<Gallery>>(Missing missing) -> ofGoneFile(asked, missing);
      case Failed<List<Gallery>>(var error) -> new Failed<>(error);
    };
  }

  private CallResult<Ending> left(LeaveGallery asked, List<String> galleries) {
    if (!galleries.contains(asked.getGalleryId())) {
      return notInside(asked);
    }
    var others = galleries.stream().filter(id -> !id.equals(asked.getGalleryId())).toList();
    var shelter = shelter(asked);
    if (others.isEmpty() && shelter == null) {
      return new Done<>(itWouldTrashIt(asked));
    }
    if (shelter == null || others.contains(shelter)) {
      return takenOut(asked);
    }
    return others.isEmpty() || asked.getAlways() ? sheltered(asked, shelter) : takenOut(asked);
  }

  /** Puts it into the other gallery, and goes on only when it lies there. */
  private CallResult<Ending> sheltered(LeaveGallery asked, String shelter) {
    return switch (library.memberships().enter(shelter, asked.getMediaId())) {
      case Failed<Boolean>(Missing missing) -> withoutShelter(asked, shelter, missing);
      case Failed<Boolean>(ApiError.Rejected refusal) ->
          ifInside(asked, shelter, new Failed<>(refusal));
      case Failed<Boolean>(var error) -> new Failed<>(error);
      case Done<Boolean> _ ->
          ifInside(
              asked,
              shelter,
              new Done<>(
                  new Ending.NotYet("read back, it does not lie in the gallery that keeps it")));
    };
  }

  private CallResult<Ending> ifInside(
      LeaveGallery asked, String shelter, CallResult<Ending> otherwise) {
    return library
        .holds(shelter, asked.getMediaId())
        .then(inside -> inside ? takenOut(asked) : otherwise);
  }

  /** Read back whatever the answer was: what is not there any more is out. */
  private CallResult<Ending> takenOut(LeaveGallery asked) {
    return switch (library.memberships().leave(asked.getGalleryId(), asked.getMediaId())) {
      case Done<Boolean> _, Failed<Boolean>(Missing _) -> readBack(asked);
      case Failed<Boolean>(var error) -> new Failed<>(error);
    };
  }

  private CallResult<Ending> readBack(LeaveGallery asked) {
    return library
        .galleriesOf(asked.getMediaId())
        .ifMissing(new Done<>(List.of()))
        .map(left -> {
          if (ids(left).contains(asked.getGalleryId())) {
            return new Ending.NotYet("read back, it still lies in the gallery");
          }
          if (left.isEmpty()) {
            LOG.error(
                "File {} lies in no gallery any more: somebody took it out of the others at the same"
                    + " time. The library's trash keeps it for 90 days",
                asked.getMediaId());
          }
          return finished(asked.getMediaId(), asked.getGalleryId(), false);
        });
  }

  /** A file that is not there lies nowhere. */
  private CallResult<Ending> ofGoneFile(LeaveGallery asked, Missing missing) {
    return switch (library.readMedia(asked.getMediaId())) {
      case Done<Media> _ -> new Failed<>(missing);
      case Failed<Media>(Missing _) -> notInside(asked);
      case Failed<Media>(var error) -> new Failed<>(error);
    };
  }

  private CallResult<Ending> notInside(LeaveGallery asked) {
    return library
        .memberships()
        .isThere(asked.getGalleryId())
        .map(there -> finished(asked.getMediaId(), asked.getGalleryId(), !there));
  }

  /** It is for the gallery that keeps it that a new one has to be made; nothing was taken out. */
  private CallResult<Ending> withoutShelter(LeaveGallery asked, String shelter, Missing missing) {
    return library
        .memberships()
        .isThere(shelter)
        .then(there ->
            there
                ? new Failed<>(missing)
                : new Done<>(finished(asked.getMediaId(), shelter, true)));
  }

  private static @Nullable String shelter(LeaveGallery asked) {
    var shelter = asked.getKeepIn();
    return asked.getGalleryId().equals(shelter) ? null : shelter;
  }

  private static Ending itWouldTrashIt(LeaveGallery asked) {
    return new Ending.Hopeless(
        "%s is the last gallery that holds the file, and taking it out would trash it"
            .formatted(asked.getPath()),
        "Name a gallery in withdrawn.keep_in of the rules, or put the file into another gallery;"
            + " then retry the command");
  }

  private static Ending finished(String file, String gallery, boolean missing) {
    return new Ending.Finished(
        new Result.MembershipKnown(new Membership(file, gallery, false, missing, null)));
  }

  private static List<String> ids(List<Gallery> galleries) {
    return galleries.stream().map(Gallery::id).toList();
  }

  private Ending inTurn(String file, Supplier<Ending> work) {
    var turn = turns.get(Math.floorMod(file.hashCode(), LOCKS));
    turn.lock();
    try {
      return work.get();
    } finally {
      turn.unlock();
    }
  }
}
