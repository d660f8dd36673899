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

/** Removes keywords from an asset, reads them back, and checks that the others are still set. */
final class DropKeywordsWorker implements Worker.Idempotent {

  private final PhotoShelterClient library;
  private final ApiAssumptions.KeywordsEncoding encoding;

  DropKeywordsWorker(PhotoShelterClient library, ApiAssumptions apiAssumptions) {
    this.library = library;
    this.encoding = apiAssumptions.keywords();
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
        readKeywords(asked)
            .then(before -> {
              var after = before.without(asked.getKeywords());
              return after.sameAs(before) ? new Success<>(done()) : write(asked, after);
            }));
  }

  private CallResult<StepResult> write(DropKeywords asked, KeywordList after) {
    return library
        .writeIptc(asked.getMediaId(), after.toIptcChange())
        .then(_ -> readKeywords(asked))
        .map(found ->
            found.sameAs(after)
                ? done()
                : new StepResult.RetryLater(
                    "the keywords that were read back differ from the written ones"));
  }

  private CallResult<KeywordList> readKeywords(DropKeywords asked) {
    return library
        .readIptc(asked.getMediaId())
        .map(iptcMetadata -> KeywordList.of(iptcMetadata, encoding));
  }

  private static StepResult done() {
    return new StepResult.Done(new CommandResult.KeywordsDropped());
  }
}
