package io.proofline.workers.photoshelter;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.FieldText;
import io.proofline.schemas.avro.WriteFields;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError.NotFound;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.photoshelter.Readings.CustomFields;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.CommandResult;
import io.proofline.workers.work.StepResult;
import io.proofline.workers.work.Worker;
import java.util.List;
import java.util.Objects;

/** Writes fields, reads them back and compares. Writing the same again does no harm. */
public final class WriteFieldsWorker implements Worker.Idempotent {

  private final PhotoShelterClient library;
  private final CustomFields custom;

  public WriteFieldsWorker(PhotoShelterClient library, Readings readings) {
    this.library = library;
    this.custom = readings.customFields();
  }

  @Override
  public CommandKind kind() {
    return CommandKind.WRITE_FIELDS;
  }

  @Override
  public Api api(Command command) {
    return Api.PHOTOSHELTER;
  }

  @Override
  public StepResult call(Command command, Attempt attempt) {
    var asked = Objects.requireNonNull(command.getWriteFields());
    if (custom == CustomFields.OFF && FieldTexts.touchCustom(asked.getFields())) {
      return customFieldsAreOff();
    }
    return StepResult.of(standing(asked).then(before -> written(asked, before)));
  }

  static StepResult customFieldsAreOff() {
    return new StepResult.Dead(
        "it asks for a custom field, and writing those is switched off",
        "Set photoshelter.readings.custom-fields once it was tried with this account, or name an"
            + " IPTC field in the rules; then retry the command");
  }

  /** Read before only where something may be left. */
  private CallResult<FieldTexts> standing(WriteFields asked) {
    return asked.getFields().stream().anyMatch(FieldText::getOnlyIfEmpty)
        ? library.readFields(asked.getMediaId(), asked.getFields())
        : new Success<>(FieldTexts.NONE);
  }

  private CallResult<StepResult> written(WriteFields asked, FieldTexts before) {
    var due = asked.getFields().stream().filter(before::leaveRoomFor).toList();
    return switch (library.writeFields(asked.getMediaId(), due)) {
      case Success<Boolean> _ -> readBack(asked, due);
      case Failure<Boolean>(NotFound notFound) -> missing(asked, notFound);
      case Failure<Boolean>(var error) -> new Failure<>(error);
    };
  }

  private CallResult<StepResult> readBack(WriteFields asked, List<FieldText> due) {
    return library
        .readFields(asked.getMediaId(), asked.getFields())
        .map(after -> {
          var otherwise =
              due.stream().filter(field -> !after.hold(field)).map(FieldText::getName).toList();
          return otherwise.isEmpty()
              ? new StepResult.Done(new CommandResult.FieldsWritten(after.asFound(asked, due)))
              : new StepResult.RetryLater("read back, %s say otherwise".formatted(otherwise));
        });
  }

  /** The file is not there, or its kind has no such fields. */
  private CallResult<StepResult> missing(WriteFields asked, NotFound notFound) {
    return switch (library.readMedia(asked.getMediaId())) {
      case Success<Media>(var media) ->
          new Success<>(
              new StepResult.Dead(
                  "the library keeps no such fields for a file of type " + media.type(),
                  "Show the state of files of this type by galleries, and discard the command"));
      case Failure<Media>(NotFound _) -> new Failure<>(notFound);
      case Failure<Media>(var error) -> new Failure<>(error);
    };
  }
}
