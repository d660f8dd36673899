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
import io.proofline.workers.files.DownloadedFile;
import io.proofline.workers.files.MediaTypes;
import io.proofline.workers.files.Spool;
import io.proofline.workers.files.SpooledFile;
import io.proofline.workers.metadata.MetadataCopy;
import io.proofline.workers.metadata.MetadataWriter;
import io.proofline.workers.photoshelter.ApiAssumptions.CustomFieldWrites;
import io.proofline.workers.photoshelter.FiledFinals.Lookup;
import io.proofline.workers.photoshelter.FinalPlan.SourceAsset;
import io.proofline.workers.work.CommandResult;
import io.proofline.workers.work.StepResult;
import io.proofline.workers.work.Worker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Optional;

/**
 * Stores an approved version in the library as a new asset: downloads its file, embeds the source's
 * metadata, uploads it into the source's first gallery and adds it to the others. After the upload
 * a retry continues with the remaining steps; it never uploads again.
 */
final class FileFinalWorker implements Worker.NonIdempotent {

  private static final String JPEG = "image/jpeg";

  private final ProofFileSource proofs;
  private final PhotoShelterClient library;
  private final PhotoShelterV3Client v3;
  private final FiledFinals filedFinals;
  private final Spool spool;
  private final PhotoShelterProperties settings;
  private final BoundedCache<PreparedFinal> prepared = new BoundedCache<>();
  private final BoundedCache<String> uploadedIds = new BoundedCache<>();

  FileFinalWorker(
      ProofFileSource proofs,
      PhotoShelterClient library,
      PhotoShelterV3Client v3,
      Spool spool,
      PhotoShelterProperties settings) {
    this.proofs = proofs;
    this.library = library;
    this.v3 = v3;
    this.filedFinals = new FiledFinals(library, v3, settings.readings());
    this.spool = spool;
    this.settings = settings;
  }

  /** Read once for each command. */
  private record PreparedFinal(FinalPlan plan, MediaType type) {}

  @Override
  public CommandKind kind() {
    return CommandKind.FILE_FINAL;
  }

  /** An upload takes longer than other calls. */
  @Override
  public Optional<Duration> maxCreateDuration() {
    return Optional.of(settings.uploadTimeout());
  }

  /** The API of the first request: the source is read before the proof. */
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
    var asked = payload(command);
    if (settings.readings().customFields() == CustomFieldWrites.OFF
        && FieldValues.includeCustom(asked.getFields())) {
      return WriteFieldsWorker.customFieldsDisabled();
    }
    return StepResult.of(
        plan(command)
            .then(ready ->
                ready.plan.galleries().isEmpty()
                    ? new Success<>(noGallery(asked))
                    : fetchFile(command, ready.plan).map(_ -> new StepResult.Ready())));
  }

  @Override
  public StepResult lookUp(Command command) {
    return StepResult.of(
        plan(command)
            .then(ready -> {
              var known = uploadedIds.find(command.getCommandId());
              return known.isPresent()
                  ? complete(command, ready.plan, known.get(), false)
                  : lookUpExisting(command, ready);
            }));
  }

  @Override
  public StepResult create(Command command) {
    var id = command.getCommandId();
    var ready = prepared.find(id);
    var file = spool.find(spoolId(command));
    if (ready.isEmpty() || file.isEmpty()) {
      return new StepResult.RetryLater("the prepared file is no longer in the spool");
    }
    var plan = ready.get().plan;
    var known = uploadedIds.find(id);
    return StepResult.of(
        known.isPresent()
            ? complete(command, plan, known.get(), false)
            : upload(command, plan, file.get()));
  }

  private CallResult<StepResult> upload(Command command, FinalPlan plan, SpooledFile file) {
    var name = plan.fileName(file.mediaType());
    return switch (v3.upload(
        spool.path(file), name, file.mediaType(), plan.galleries().getFirst())) {
      case Success<Optional<String>>(var id) when id.isPresent() -> {
        uploadedIds.put(command.getCommandId(), id.get());
        yield complete(command, plan, id.get(), false);
      }
      case Success<Optional<String>> _ ->
          new Failure<>(
              new NoUsableResponse(Api.PHOTOSHELTER, "the answer has no id for the file"));
      case Failure<Optional<String>>(ApiError error) -> {
        prepared.remove(command.getCommandId()); // the gallery may have changed since
        yield new Failure<>(error);
      }
    };
  }

  private CallResult<StepResult> lookUpExisting(Command command, PreparedFinal ready) {
    var length = spool.find(spoolId(command)).map(SpooledFile::length).orElse(null);
    return filedFinals
        .find(ready.plan, ready.type, length)
        .then(lookup ->
            switch (lookup) {
              case Lookup.Match(var id) -> complete(command, ready.plan, id, true);
              case Lookup.NoMatch _ -> new Success<>(new StepResult.Ready());
              case Lookup.Ambiguous(var id) ->
                  new Success<>(
                      new StepResult.RetryLater(
                          "file %s has the final's name, but neither its marker nor its length shows whether it is the final"
                              .formatted(id)));
            });
  }

  /** The library may need a moment until a new file is visible. */
  private CallResult<StepResult> complete(
      Command command, FinalPlan plan, String id, boolean found) {
    return switch (filedFinals.complete(plan, id)) {
      case Success<Optional<String>>(var lacking) ->
          new Success<>(
              lacking
                  .<StepResult>map(StepResult.RetryLater::new)
                  .orElseGet(() -> done(command, plan, id, found)));
      case Failure<Optional<String>>(NotFound notFound) ->
          new Success<>(
              new StepResult.RetryLater("uploaded as %s: %s".formatted(id, notFound.text())));
      case Failure<Optional<String>>(var error) -> new Failure<>(error);
    };
  }

  private StepResult done(Command command, FinalPlan plan, String id, boolean found) {
    var file = spool.find(spoolId(command));
    prepared.remove(command.getCommandId());
    var warnings = new ArrayList<>(plan.warnings());
    file.map(SpooledFile::embeddingProblem)
        .map("The metadata was written to the library only, not into the file: %s"::formatted)
        .ifPresent(warnings::add);
    var judged = file.map(SpooledFile::toJudged).orElse(null);
    return new StepResult.Done(
        new CommandResult.FinalFiled(new FinalFiled(id, found, judged, warnings)));
  }

  private CallResult<PreparedFinal> plan(Command command) {
    var known = prepared.find(command.getCommandId());
    if (known.isPresent()) {
      return new Success<>(known.get());
    }
    var asked = payload(command);
    return readSource(asked.getSourceId())
        .map(sourceAsset -> {
          var link = settings.assetUrl().replace("{id}", asked.getSourceId());
          var plan = FinalPlan.of(asked, sourceAsset, settings.readings(), link);
          var ready = new PreparedFinal(plan, sourceAsset.media().type());
          prepared.put(command.getCommandId(), ready);
          return ready;
        });
  }

  private CallResult<SourceAsset> readSource(String id) {
    return library
        .readMedia(id)
        .then(media ->
            library
                .readIptc(id)
                .then(iptcMetadata ->
                    library
                        .galleriesOf(id)
                        .map(galleries -> new SourceAsset(media, iptcMetadata, galleries))));
  }

  private CallResult<SpooledFile> fetchFile(Command command, FinalPlan plan) {
    var id = spoolId(command);
    var kept = spool.find(id);
    if (kept.isPresent()) {
      return new Success<>(kept.get());
    }
    var proof = payload(command).getProofId();
    return spool.store(
        id,
        plan.stem(),
        target ->
            spool.withTemporaryFile(raw ->
                proofs.download(proof, raw).map(file -> writeMetadata(raw, target, plan, file))));
  }

  /** Formats other than JPEG get their texts in the library, after the upload. */
  private static DownloadedFile writeMetadata(
      Path raw, Path target, FinalPlan plan, DownloadedFile file) {
    try {
      return switch (MetadataWriter.copy(raw, target, plan.metadataEdit())) {
        case MetadataCopy.Written _ -> verify(raw, target, file);
        case MetadataCopy.Refused(var reason) ->
            keepBytes(raw, target, file).withEmbeddingProblem(reason);
        case MetadataCopy.OtherFormat _ -> keepBytes(raw, target, file);
      };
    } catch (IOException e) {
      throw new UncheckedIOException("A final can't be prepared", e);
    }
  }

  /** Checks that the picture is unchanged: our own write must never look like new content. */
  private static DownloadedFile verify(Path raw, Path target, DownloadedFile file)
      throws IOException {
    var written = DownloadedFile.of(target, JPEG);
    boolean same = file.imageData() == null || file.imageData().equals(written.imageData());
    return same
        ? written
        : keepBytes(raw, target, file)
            .withEmbeddingProblem("the file's picture would have changed");
  }

  private static DownloadedFile keepBytes(Path raw, Path target, DownloadedFile file)
      throws IOException {
    Files.move(raw, target, StandardCopyOption.REPLACE_EXISTING);
    var type = MediaTypes.detect(target, file.mediaType());
    var kept = DownloadedFile.of(target, type);
    return type.equals(JPEG) ? kept.withEmbeddingProblem("the JPEG is incomplete") : kept;
  }

  private static StepResult noGallery(FileFinal asked) {
    return new StepResult.Dead(
        "source %s is in no gallery that a final may be added to".formatted(asked.getSourceId()),
        "Add the source to a gallery that neither selects nor publishes; then retry the command");
  }

  private static String spoolId(Command command) {
    return Spool.idOf(command.getCommandId());
  }

  private static FileFinal payload(Command command) {
    return Objects.requireNonNull(command.getFileFinal());
  }
}
