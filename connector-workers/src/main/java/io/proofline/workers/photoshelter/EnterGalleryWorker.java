package io.proofline.workers.photoshelter;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.EnterGallery;
import io.proofline.schemas.avro.Membership;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.NotFound;
import io.proofline.workers.call.ApiError.Rejected;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.CommandResult;
import io.proofline.workers.work.StepResult;
import io.proofline.workers.work.Worker;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Adds a file to a gallery and reads the membership back. Repeating it is harmless. */
final class EnterGalleryWorker implements Worker.Idempotent {

  private final PhotoShelterClient library;

  EnterGalleryWorker(PhotoShelterClient library) {
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
  public StepResult call(Command command, Attempt attempt) {
    var asked = Objects.requireNonNull(command.getEnterGallery());
    return StepResult.of(
        switch (library.memberships().enter(asked.getGalleryId(), asked.getMediaId())) {
          case Success<Boolean> _ -> readBack(asked);
          case Failure<Boolean>(NotFound notFound) -> onNotFound(asked, notFound);
          case Failure<Boolean>(Rejected refusal) -> onRejected(asked, refusal);
          case Failure<Boolean>(var error) -> new Failure<>(error);
        });
  }

  private CallResult<StepResult> readBack(EnterGallery asked) {
    return library
        .isInGallery(asked.getGalleryId(), asked.getMediaId())
        .then(inside ->
            inside
                ? onEntered(asked)
                : new Success<>(
                    new StepResult.RetryLater("after the write, the file is not in the gallery")));
  }

  /** The file or the gallery is missing; a missing gallery has to be ensured again. */
  private CallResult<StepResult> onNotFound(EnterGallery asked, NotFound notFound) {
    return library
        .memberships()
        .galleryExists(asked.getGalleryId())
        .then(there ->
            there ? new Failure<>(notFound) : new Success<>(done(asked, false, true, null)));
  }

  /** The library may refuse to add a file that is already in the gallery. */
  private CallResult<StepResult> onRejected(EnterGallery asked, ApiError refusal) {
    return library
        .isInGallery(asked.getGalleryId(), asked.getMediaId())
        .then(inside -> inside ? onEntered(asked) : new Failure<>(refusal));
  }

  private CallResult<StepResult> onEntered(EnterGallery asked) {
    return asked.getPublishes()
        ? library
            .memberships()
            .audience(asked.getGalleryId())
            .map(audience -> done(asked, true, false, audience.orElse(null)))
        : new Success<>(done(asked, true, false, null));
  }

  private static StepResult done(
      EnterGallery asked, boolean inside, boolean missing, @Nullable String audience) {
    return new StepResult.Done(
        new CommandResult.MembershipKnown(
            new Membership(asked.getMediaId(), asked.getGalleryId(), inside, missing, audience)));
  }
}
