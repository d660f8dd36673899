package io.proofline.workers.photoshelter;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.FileFinal;
import io.proofline.schemas.avro.FinalFiled;
import io.proofline.schemas.avro.MediaType;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.NoUsableResponse;
import io.proofline.workers.call.ApiError.NotFound;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.files.Received;
import io.proofline.workers.files.Spool;
import io.proofline.workers.files.Spooled;
import io.proofline.workers.photoshelter.FinalPlan.Source;
import io.proofline.workers.photoshelter.Finals.Find;
import io.proofline.workers.photoshelter.Readings.CustomFields;
import io.proofline.workers.picture.Hashes;
import io.proofline.workers.picture.Labels;
import io.proofline.workers.work.CommandResult;
import io.proofline.workers.work.StepResult;
import io.proofline.workers.work.Worker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Files an approved version as a new asset: fetches its file, puts the source's texts into it,
 * uploads it into the source's first gallery, then into the others. Once it is uploaded, whatever
 * goes wrong after that is gone on with, never begun again.
 */
public final class FileFinalWorker implements Worker.NonIdempotent {

  private final ProofFiles proofs;
  private final PhotoShelterClient library;
  private final PhotoShelterV3 v3;
  private final Finals finals;
  private final Spool spool;
  private final PhotoShelterProperties settings;
  private final Bounded<Prepared> prepared = new Bounded<>();
  private final Bounded<String> uploaded = new Bounded<>();

  public FileFinalWorker(
      ProofFiles proofs,
      PhotoShelterClient library,
      PhotoShelterV3 v3,
      Spool spool,
      PhotoShelterProperties settings) {
    this.proofs = proofs;
    this.library = library;
    this.v3 = v3;
    this.finals = new Finals(library, v3, settings.readings());
    this.spool = spool;
    this.settings = settings;
  }

  /** What is read once for a command. */
  private record Prepared(FinalPlan plan, MediaType type) {}

  @Override
  public CommandKind kind() {
    return CommandKind.FILE_FINAL;
  }

  /** An upload takes longer than other calls. */
  @Override
  public Optional<Duration> maxCreateDuration() {
    return Optional.of(settings.uploadTimeout());
  }

  /** The source is read first, and then the proof. */
  @Override
  public Api prepareApi(Command command) {
    return prepared.find(command.getCommandId()).isPresent() ? Api.ZIFLOW : Api.PHOTOSHELTER;
  }

  @Override
  public Api api(Command command) {
    return Api.PHOTOSHELTER;
  }

  @Override
  public StepResult prepare(Command command) {
    var asked = asked(command);
    if (settings.readings().customFields() == CustomFields.OFF
        && FieldTexts.touchCustom(asked.getFields())) {
      return WriteFieldsWorker.customFieldsAreOff();
    }
    return StepResult.of(
        plan(command)
            .then(ready ->
                ready.plan.galleries().isEmpty()
                    ? new Success<>(noGallery(asked))
                    : file(command, ready.plan).map(_ -> new StepResult.Ready())));
  }

  @Override
  public StepResult lookUp(Command command) {
    return StepResult.of(
        plan(command)
            .then(ready -> {
              var known = uploaded.find(command.getCommandId());
              return known.isPresent()
                  ? completed(command, ready.plan, known.get(), false)
                  : found(command, ready);
            }));
  }

  @Override
  public StepResult create(Command command) {
    var id = command.getCommandId();
    var ready = prepared.find(id);
    var file = spool.find(spoolId(command));
    if (ready.isEmpty() || file.isEmpty()) {
      return new StepResult.RetryLater("what was prepared is not kept any more");
    }
    var plan = ready.get().plan;
    var known = uploaded.find(id);
    return StepResult.of(
        known.isPresent()
            ? completed(command, plan, known.get(), false)
            : uploaded(command, plan, file.get()));
  }

  private CallResult<StepResult> uploaded(Command command, FinalPlan plan, Spooled file) {
    var name = plan.fileName(file.mediaType());
    return switch (v3.upload(
        spool.path(file), name, file.mediaType(), plan.galleries().getFirst())) {
      case Success<Optional<String>>(var id) when id.isPresent() -> {
        uploaded.keep(command.getCommandId(), id.get());
        yield completed(command, plan, id.get(), false);
      }
      case Success<Optional<String>> _ ->
          new Failure<>(new NoUsableResponse(Api.PHOTOSHELTER, "it names no id for the file"));
      case Failure<Optional<String>>(ApiError error) -> {
        prepared.forget(command.getCommandId()); // the gallery may be another one by now
        yield new Failure<>(error);
      }
    };
  }

  private CallResult<StepResult> found(Command command, Prepared ready) {
    var length = spool.find(spoolId(command)).map(Spooled::length).orElse(null);
    return finals
        .find(ready.plan, ready.type, length)
        .then(find ->
            switch (find) {
              case Find.Found(var id) -> completed(command, ready.plan, id, true);
              case Find.None _ -> new Success<>(new StepResult.Ready());
              case Find.Doubtful(var id) ->
                  new Success<>(
                      new StepResult.RetryLater(
                          "file %s has the name of the final and does not say whether it is it"
                              .formatted(id)));
            });
  }

  /** A library may need a moment to know what it was given. */
  private CallResult<StepResult> completed(
      Command command, FinalPlan plan, String id, boolean found) {
    return switch (finals.complete(plan, id)) {
      case Success<Optional<String>>(var lacking) ->
          new Success<>(
              lacking
                  .<StepResult>map(StepResult.RetryLater::new)
                  .orElseGet(() -> finished(command, id, found)));
      case Failure<Optional<String>>(NotFound notFound) ->
          new Success<>(
              new StepResult.RetryLater("uploaded as %s: %s".formatted(id, notFound.text())));
      case Failure<Optional<String>>(var error) -> new Failure<>(error);
    };
  }

  private StepResult finished(Command command, String id, boolean found) {
    var file = spool.find(spoolId(command)).map(Spooled::judged).orElse(null);
    prepared.forget(command.getCommandId());
    return new StepResult.Done(new CommandResult.FinalFiled(new FinalFiled(id, found, file)));
  }

  private CallResult<Prepared> plan(Command command) {
    var known = prepared.find(command.getCommandId());
    if (known.isPresent()) {
      return new Success<>(known.get());
    }
    var asked = asked(command);
    return source(asked.getSourceId())
        .map(source -> {
          var link = settings.assetUrl().replace("{id}", asked.getSourceId());
          var plan = FinalPlan.of(asked, source, settings.readings(), link);
          var ready = new Prepared(plan, source.media().type());
          prepared.keep(command.getCommandId(), ready);
          return ready;
        });
  }

  private CallResult<Source> source(String id) {
    return library
        .readMedia(id)
        .then(media ->
            library
                .readIptc(id)
                .then(iptc ->
                    library.galleriesOf(id).map(galleries -> new Source(media, iptc, galleries))));
  }

  private CallResult<Spooled> file(Command command, FinalPlan plan) {
    var id = spoolId(command);
    var kept = spool.find(id);
    if (kept.isPresent()) {
      return new Success<>(kept.get());
    }
    var proof = asked(command).getProofId();
    return spool.keep(
        id,
        plan.stem(),
        target ->
            spool.passing(
                raw -> proofs.download(proof, raw).map(file -> labelled(raw, target, plan, file))));
  }

  /** Other forms get their texts after the upload. */
  private static Received labelled(Path raw, Path target, FinalPlan plan, Received file) {
    try {
      if (Labels.copy(raw, target, plan.label())) {
        return Received.of(target, "image/jpeg");
      }
      Files.move(raw, target, StandardCopyOption.REPLACE_EXISTING);
      return Received.of(target, Hashes.isPng(target) ? "image/png" : file.mediaType());
    } catch (IOException e) {
      throw new UncheckedIOException("A final can't be prepared", e);
    }
  }

  private static StepResult noGallery(FileFinal asked) {
    return new StepResult.Dead(
        "source %s lies in no gallery that a final may be put into".formatted(asked.getSourceId()),
        "Put the source into a gallery that neither selects nor publishes; then retry the command");
  }

  private static String spoolId(Command command) {
    return Spool.idOf(command.getCommandId());
  }

  private static FileFinal asked(Command command) {
    return Objects.requireNonNull(command.getFileFinal());
  }
}
