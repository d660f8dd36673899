package io.proofline.workers.photoshelter;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.EnterGallery;
import io.proofline.schemas.avro.Membership;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.Missing;
import io.proofline.workers.call.ApiError.Rejected;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Done;
import io.proofline.workers.call.CallResult.Failed;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.Ending;
import io.proofline.workers.work.Result;
import io.proofline.workers.work.Worker;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts a file into a gallery and reads back that it lies there. Putting it in again does no harm.
 */
public final class EnterGalleryWorker implements Worker.Calling {

  private final PhotoShelterClient library;

  public EnterGalleryWorker(PhotoShelterClient library) {
    this.library = library;
  }

  @Override
  public CommandKind kind() {
    return CommandKind.ENTER_GALLERY;
  }

  @Override
  public Api api(Command command) {
    return Api.PHOTOSHELTER;
  }

  @Override
  public Ending call(Command command, Attempt attempt) {
    var asked = Objects.requireNonNull(command.getEnterGallery());
    return Ending.of(
        switch (library.memberships().enter(asked.getGalleryId(), asked.getMediaId())) {
          case Done<Boolean> _ -> readBack(asked);
          case Failed<Boolean>(Missing missing) -> missing(asked, missing);
          case Failed<Boolean>(Rejected refusal) -> perhapsInside(asked, refusal);
          case Failed<Boolean>(var error) -> new Failed<>(error);
        });
  }

  private CallResult<Ending> readBack(EnterGallery asked) {
    return library
        .holds(asked.getGalleryId(), asked.getMediaId())
        .then(inside ->
            inside
                ? entered(asked)
                : new Done<>(new Ending.NotYet("read back, it does not lie in the gallery")));
  }

  /** Either of the two is not there; without the gallery it has to be made again. */
  private CallResult<Ending> missing(EnterGallery asked, Missing missing) {
    return library
        .memberships()
        .isThere(asked.getGalleryId())
        .then(there ->
            there ? new Failed<>(missing) : new Done<>(finished(asked, false, true, null)));
  }

  /** A library may refuse to put in what is in. */
  private CallResult<Ending> perhapsInside(EnterGallery asked, ApiError refusal) {
    return library
        .holds(asked.getGalleryId(), asked.getMediaId())
        .then(inside -> inside ? entered(asked) : new Failed<>(refusal));
  }

  private CallResult<Ending> entered(EnterGallery asked) {
    return asked.getPublishes()
        ? library
            .memberships()
            .audience(asked.getGalleryId())
            .map(audience -> finished(asked, true, false, audience.orElse(null)))
        : new Done<>(finished(asked, true, false, null));
  }

  private static Ending finished(
      EnterGallery asked, boolean inside, boolean missing, @Nullable String audience) {
    return new Ending.Finished(
        new Result.MembershipKnown(
            new Membership(asked.getMediaId(), asked.getGalleryId(), inside, missing, audience)));
  }
}
