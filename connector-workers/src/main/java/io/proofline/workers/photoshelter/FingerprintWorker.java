package io.proofline.workers.photoshelter;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.workers.call.Api;
import io.proofline.workers.files.DownloadedFile;
import io.proofline.workers.files.Spool;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.CommandResult;
import io.proofline.workers.work.StepResult;
import io.proofline.workers.work.Worker;
import java.util.Objects;

/** Downloads a file and computes its hashes; the file is not kept. */
final class FingerprintWorker implements Worker.Idempotent {

  private final PhotoShelterClient library;
  private final Spool spool;

  FingerprintWorker(PhotoShelterClient library, Spool spool) {
    this.library = library;
    this.spool = spool;
  }

  @Override
  public CommandKind kind() {
    return CommandKind.FINGERPRINT;
  }

  @Override
  public Api api(Command command) {
    return Api.PHOTOSHELTER;
  }

  @Override
  public StepResult call(Command command, Attempt attempt) {
    var file = Objects.requireNonNull(command.getFingerprint()).getMediaId();
    return StepResult.of(
        library
            .readMedia(file)
            .then(media -> spool.withTemporaryFile(target -> library.download(media, target)))
            .map(FingerprintWorker::done));
  }

  private static StepResult done(DownloadedFile file) {
    return new StepResult.Done(new CommandResult.FingerprintTaken(file.toJudged()));
  }
}
