package io.proofline.workers.photoshelter;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.WriteStatus;
import io.proofline.workers.call.Api;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.Ending;
import io.proofline.workers.work.Result;
import io.proofline.workers.work.Worker;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes one IPTC field, reads it back and compares. Writing the same again does no harm. */
public final class WriteStatusWorker implements Worker.Calling {

  private final PhotoShelterClient library;

  public WriteStatusWorker(PhotoShelterClient library) {
    this.library = library;
  }

  @Override
  public CommandKind kind() {
    return CommandKind.WRITE_STATUS;
  }

  @Override
  public Api api() {
    return Api.PHOTOSHELTER;
  }

  @Override
  public Ending call(Command command, Attempt attempt) {
    var asset = command.getAssetId();
    var asked = Objects.requireNonNull(command.getWriteStatus());
    return Ending.of(
        library
            .writeIptc(asset, asked.getField(), asked.getText())
            .then(_ -> library.readIptc(asset))
            .map(iptc -> compared(asked, iptc.field(asked.getField()))));
  }

  private static Ending compared(WriteStatus asked, @Nullable String found) {
    var text = found == null ? "" : found;
    return text.strip().equals(asked.getText().strip())
        ? new Ending.Finished(new Result.StatusStands(asked))
        : new Ending.NotYet("read back, %s says otherwise".formatted(asked.getField()));
  }
}
