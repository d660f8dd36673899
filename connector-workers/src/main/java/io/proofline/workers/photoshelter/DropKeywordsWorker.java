package io.proofline.workers.photoshelter;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.DropKeywords;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Done;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.Ending;
import io.proofline.workers.work.Result;
import io.proofline.workers.work.Worker;
import java.util.Objects;

/** Takes keywords away, reads back and compares: the others still stand. */
public final class DropKeywordsWorker implements Worker.Calling {

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
  public Ending call(Command command, Attempt attempt) {
    var asked = Objects.requireNonNull(command.getDropKeywords());
    return Ending.of(
        keywords(asked)
            .then(before -> {
              var after = before.without(asked.getKeywords());
              return after.sameAs(before) ? new Done<>(dropped()) : written(asked, after);
            }));
  }

  private CallResult<Ending> written(DropKeywords asked, WrittenKeywords after) {
    return library
        .writeIptc(asked.getMediaId(), after.change())
        .then(_ -> keywords(asked))
        .map(found ->
            found.sameAs(after)
                ? dropped()
                : new Ending.NotYet("read back, the keywords are not as they were written"));
  }

  private CallResult<WrittenKeywords> keywords(DropKeywords asked) {
    return library.readIptc(asked.getMediaId()).map(iptc -> WrittenKeywords.of(iptc, reading));
  }

  private static Ending dropped() {
    return new Ending.Finished(new Result.KeywordsGone());
  }
}
