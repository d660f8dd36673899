package io.proofline.workers.ziflow;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.CreateProof;
import io.proofline.schemas.avro.Judged;
import io.proofline.schemas.avro.ProofCreated;
import io.proofline.schemas.avro.RulesText;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.NoUsableResponse;
import io.proofline.workers.call.ApiError.NotFound;
import io.proofline.workers.call.ApiError.Rejected;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.files.SignedFileUrls;
import io.proofline.workers.files.Spool;
import io.proofline.workers.files.SpooledFile;
import io.proofline.workers.photoshelter.PhotoShelterClient;
import io.proofline.workers.rules.RulesTable;
import io.proofline.workers.work.CommandResult;
import io.proofline.workers.work.StepResult;
import io.proofline.workers.work.Worker;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates a Ziflow proof of an asset's file: downloads the file into the spool, then has Ziflow
 * fetch it by a signed address. A call that may have taken effect is looked up by its marker before
 * it is repeated.
 */
final class CreateProofWorker implements Worker.NonIdempotent {

  private static final Logger LOG = LoggerFactory.getLogger(CreateProofWorker.class);

  private final ZiflowClient ziflow;
  private final RulesTable rules;
  private final Spool spool;
  private final SignedFileUrls addresses;
  private final ProofTexts proofTexts;
  private final ProofPreparation proofPreparation;
  private final UnsupportedFiles unsupportedFiles;

  CreateProofWorker(
      ZiflowClient ziflow,
      PhotoShelterClient library,
      RulesTable rules,
      Spool spool,
      SignedFileUrls addresses,
      UnsupportedFiles unsupportedFiles,
      String assetUrl) {
    this.ziflow = ziflow;
    this.rules = rules;
    this.spool = spool;
    this.addresses = addresses;
    this.unsupportedFiles = unsupportedFiles;
    this.proofTexts = new ProofTexts(assetUrl);
    this.proofPreparation = new ProofPreparation(library, spool, proofTexts);
  }

  @Override
  public CommandKind kind() {
    return CommandKind.CREATE_PROOF;
  }

  @Override
  public Api prepareApi(Command command) {
    return Api.PHOTOSHELTER;
  }

  @Override
  public Api api(Command command) {
    return Api.ZIFLOW;
  }

  @Override
  public StepResult prepare(Command command) {
    var asked = payload(command);
    var text = rules.version(asked.getRulesVersion());
    if (text.isEmpty()) {
      return RouteProblems.rulesNotLoaded(asked.getRulesVersion());
    }
    return assignments(asked, text.get())
        .problem()
        .map(problem -> RouteProblems.invalidTeams(asked.getRulesVersion(), problem))
        .orElseGet(
            () -> StepResult.of(proofPreparation.prepare(command).map(_ -> checkFile(command))));
  }

  private StepResult checkFile(Command command) {
    return spool
        .find(ProofPreparation.spoolId(command))
        .flatMap(file -> unsupportedFiles.problem(file, spool.path(file)))
        .orElseGet(StepResult.Ready::new);
  }

  @Override
  public StepResult lookUp(Command command) {
    return StepResult.of(
        ziflow
            .searchByMarker(payload(command).getMarker())
            .map(found -> found.isEmpty() ? new StepResult.Ready() : useExisting(command, found)));
  }

  @Override
  public StepResult create(Command command) {
    var file = spool.find(ProofPreparation.spoolId(command));
    var texts = proofTexts.find(command);
    var text = rules.version(payload(command).getRulesVersion());
    if (file.isEmpty() || texts.isEmpty() || text.isEmpty()) {
      return new StepResult.RetryLater("the file is no longer in the spool");
    }
    var proof = proof(payload(command), text.get(), file.get(), texts.get());
    return switch (ziflow.createProof(proof)) {
      case Success<Optional<String>>(var id) -> onCreated(command, id, file.get());
      case Failure<Optional<String>>(var error) -> onFailure(payload(command), error);
    };
  }

  private NewProof proof(
      CreateProof asked, RulesText text, SpooledFile file, ProofTexts.NameAndBrief texts) {
    var stageAssignments = assignments(asked, text);
    return new NewProof(
        texts.name().isEmpty() ? file.fileName() : texts.name(),
        addresses.urlOf(file),
        asked.getMarker(),
        asked.getPreviousProofId(),
        asked.getFolderId(),
        texts.brief(),
        asked.getSecurity(),
        asked.getSignature(),
        stageAssignments.owner(),
        StageAssignments.withOwner(stageAssignments.owner(), stageAssignments.stages()));
  }

  /** Open question: whether Ziflow answers 404 or 422 when the previous version's proof is gone. */
  private static StepResult onFailure(CreateProof asked, ApiError error) {
    boolean mayBeItsPrevious =
        error instanceof NotFound || (error instanceof Rejected(_, int status, _) && status == 422);
    return asked.getPreviousProofId() != null && mayBeItsPrevious
        ? new StepResult.Dead(
            "no new version of proof %s can be created: %s"
                .formatted(asked.getPreviousProofId(), error.text()),
            "If that proof is in Ziflow's trash, restore it and retry the command; otherwise"
                + " discard the command and start the review again")
        : new StepResult.ApiFailure(error);
  }

  private StepResult onCreated(Command command, Optional<String> id, SpooledFile file) {
    return id.<StepResult>map(proof -> done(command, proof, false, file.toJudged()))
        .orElseGet(() ->
            new StepResult.ApiFailure(
                new NoUsableResponse(Api.ZIFLOW, "the answer has no id for the proof")));
  }

  /** If several proofs carry the marker, the oldest is used; a person may delete the others. */
  private StepResult useExisting(Command command, List<ProofMatch> found) {
    if (found.size() > 1) {
      LOG.warn(
          "{} proofs carry the marker {}; the oldest is used. Delete the others in Ziflow: {}",
          found.size(),
          payload(command).getMarker(),
          found);
    }
    var file =
        spool.find(ProofPreparation.spoolId(command)).map(SpooledFile::toJudged).orElse(null);
    return done(command, found.getFirst().id(), true, file);
  }

  private StepResult done(Command command, String proof, boolean found, @Nullable Judged judged) {
    proofTexts.remove(command);
    return new StepResult.Done(
        new CommandResult.ProofCreated(
            ProofCreated.newBuilder()
                .setProofId(proof)
                .setVersion(payload(command).getVersion())
                .setFound(found)
                .setJudged(judged)
                .build()));
  }

  private static StageAssignments assignments(CreateProof asked, RulesText text) {
    return new StageAssignments(asked.getOwnerTeam(), asked.getStages(), text);
  }

  private static CreateProof payload(Command command) {
    return Objects.requireNonNull(command.getCreateProof());
  }
}
