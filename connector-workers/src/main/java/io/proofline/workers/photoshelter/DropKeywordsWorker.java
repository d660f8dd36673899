package io.proofline.workers.photoshelter;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.DropKeywords;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.CommandResult;
import io.proofline.workers.work.StepResult;
import io.proofline.workers.work.Worker;
import java.util.Objects;

/** Takes keywords away, reads back and compares: the others still stand. */
public final class DropKeywordsWorker implements Worker.Idempotent {

  private final PhotoShelterClient library;
  private final Readings.Keywords reading;

  public DropKeywordsWorker(PhotoShelterClient library, Readings readings) {
    this.library = library;
    this.reading = readings.keywords();
  }

  @Override
  public CommandKind kind() {
    return CommandKind.DROP_KEYWORDS;
  }

  @Override
  public Api api(Command command) {
    return Api.PHOTOSHELTER;
  }

  @Override
  public StepResult call(Command command, Attempt attempt) {
    var asked = Objects.requireNonNull(command.getDropKeywords());
    return StepResult.of(
        keywords(asked)
            .then(before -> {
              var after = before.without(asked.getKeywords());
              return after.sameAs(before) ? new Success<>(dropped()) : written(asked, after);
            }));
  }

  private CallResult<StepResult> written(DropKeywords asked, WrittenKeywords after) {
    return library
        .writeIptc(asked.getMediaId(), after.change())
        .then(_ -> keywords(asked))
        .map(found ->
            found.sameAs(after)
                ? dropped()
                : new StepResult.RetryLater(
                    "read back, the keywords are not as they were written"));
  }

  private CallResult<WrittenKeywords> keywords(DropKeywords asked) {
    return library.readIptc(asked.getMediaId()).map(iptc -> WrittenKeywords.of(iptc, reading));
  }

  private static StepResult dropped() {
    return new StepResult.Done(new CommandResult.KeywordsDropped());
  }
}
