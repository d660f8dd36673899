package io.proofline.workers.photoshelter;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.FieldText;
import io.proofline.schemas.avro.WriteFields;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.Ending;
import io.proofline.workers.work.Result;
import io.proofline.workers.work.Worker;
import java.util.ArrayList;
import java.util.Objects;

/** Writes IPTC fields, reads them back and compares. Writing the same again does no harm. */
public final class WriteFieldsWorker implements Worker.Calling {

  private final PhotoShelterClient library;

  public WriteFieldsWorker(PhotoShelterClient library) {
    this.library = library;
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
  public Ending call(Command command, Attempt attempt) {
    var asked = Objects.requireNonNull(command.getWriteFields());
    return Ending.of(
        written(asked)
            .then(_ -> library.readIptc(asked.getMediaId()))
            .map(iptc -> compared(asked, iptc)));
  }

  private CallResult<Boolean> written(WriteFields asked) {
    CallResult<Boolean> written = new CallResult.Done<>(true);
    for (var field : asked.getFields()) {
      written =
          written.then(
              _ -> library.writeIptc(asked.getMediaId(), field.getName(), field.getText()));
    }
    return written;
  }

  private static Ending compared(WriteFields asked, Iptc iptc) {
    var otherwise = new ArrayList<String>();
    for (var field : asked.getFields()) {
      if (!stands(field, iptc)) {
        otherwise.add(field.getName());
      }
    }
    return otherwise.isEmpty()
        ? new Ending.Finished(new Result.FieldsStand(asked))
        : new Ending.NotYet("read back, %s say otherwise".formatted(otherwise));
  }

  private static boolean stands(FieldText field, Iptc iptc) {
    var found = iptc.field(field.getName());
    return (found == null ? "" : found).strip().equals(field.getText().strip());
  }
}
