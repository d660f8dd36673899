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
import io.proofline.workers.photoshelter.ApiAssumptions.CustomFieldWrites;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.CommandResult;
import io.proofline.workers.work.StepResult;
import io.proofline.workers.work.Worker;
import java.util.List;
import java.util.Objects;

/** Writes fields of an asset, reads them back and compares. Repeating it is harmless. */
final class WriteFieldsWorker implements Worker.Idempotent {

  private final PhotoShelterClient library;
  private final CustomFieldWrites customFieldWrites;

  WriteFieldsWorker(PhotoShelterClient library, ApiAssumptions apiAssumptions) {
    this.library = library;
    this.customFieldWrites = apiAssumptions.customFields();
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
    if (customFieldWrites == CustomFieldWrites.OFF
        && FieldValues.includeCustom(asked.getFields())) {
      return customFieldsDisabled();
    }
    return StepResult.of(readBefore(asked).then(before -> write(asked, before)));
  }

  static StepResult customFieldsDisabled() {
    return new StepResult.Dead(
        "the command writes a custom field, but writing custom fields is switched off",
        "Set photoshelter.readings.custom-fields after a test with this account, or use an"
            + " IPTC field in the rules; then retry the command");
  }

  /** The existing texts, read only if one of them may have to stay. */
  private CallResult<FieldValues> readBefore(WriteFields asked) {
    return asked.getFields().stream().anyMatch(FieldText::getOnlyIfEmpty)
        ? library.readFields(asked.getMediaId(), asked.getFields())
        : new Success<>(FieldValues.NONE);
  }

  private CallResult<StepResult> write(WriteFields asked, FieldValues before) {
    var due = asked.getFields().stream().filter(before::mayWrite).toList();
    return switch (library.writeFields(asked.getMediaId(), due)) {
      case Success<Boolean> _ -> readBack(asked, due);
      case Failure<Boolean>(NotFound notFound) -> onNotFound(asked, notFound);
      case Failure<Boolean>(var error) -> new Failure<>(error);
    };
  }

  private CallResult<StepResult> readBack(WriteFields asked, List<FieldText> due) {
    return library
        .readFields(asked.getMediaId(), asked.getFields())
        .map(after -> {
          var otherwise =
              due.stream().filter(field -> !after.matches(field)).map(FieldText::getName).toList();
          return otherwise.isEmpty()
              ? new StepResult.Done(new CommandResult.FieldsWritten(after.toWritten(asked, due)))
              : new StepResult.RetryLater(
                  "these fields have other texts after the write: %s".formatted(otherwise));
        });
  }

  /** The file is missing, or its type has no such fields. */
  private CallResult<StepResult> onNotFound(WriteFields asked, NotFound notFound) {
    return switch (library.readMedia(asked.getMediaId())) {
      case Success<Media>(var media) ->
          new Success<>(
              new StepResult.Dead(
                  "the library has no such fields for a file of type " + media.type(),
                  "Show the status of files of this type by galleries, and discard the command"));
      case Failure<Media>(NotFound _) -> new Failure<>(notFound);
      case Failure<Media>(var error) -> new Failure<>(error);
    };
  }
}
