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
import io.proofline.workers.files.FileAddresses;
import io.proofline.workers.files.Spool;
import io.proofline.workers.files.Spooled;
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

/** Makes a proof of an asset's file: spools the file, then asks Ziflow to fetch it from us. */
public final class CreateProofWorker implements Worker.NonIdempotent {

  private static final Logger LOG = LoggerFactory.getLogger(CreateProofWorker.class);

  private final ZiflowClient ziflow;
  private final RulesTable rules;
  private final Spool spool;
  private final FileAddresses addresses;
  private final Wordings wordings;
  private final Provision provision;

  public CreateProofWorker(
      ZiflowClient ziflow,
      PhotoShelterClient library,
      RulesTable rules,
      Spool spool,
      FileAddresses addresses,
      String assetUrl) {
    this.ziflow = ziflow;
    this.rules = rules;
    this.spool = spool;
    this.addresses = addresses;
    this.wordings = new Wordings(assetUrl);
    this.provision = new Provision(library, spool, wordings);
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
    var asked = asked(command);
    var text = rules.version(asked.getRulesVersion());
    if (text.isEmpty()) {
      return Flaws.rulesNotHere(asked.getRulesVersion());
    }
    return route(asked, text.get())
        .flaw()
        .map(flaw -> Flaws.ofRules(asked.getRulesVersion(), flaw))
        .orElseGet(() -> StepResult.of(provision.of(command).map(_ -> new StepResult.Ready())));
  }

  @Override
  public StepResult lookUp(Command command) {
    return StepResult.of(
        ziflow
            .searchByMarker(asked(command).getMarker())
            .map(found -> found.isEmpty() ? new StepResult.Ready() : bound(command, found)));
  }

  @Override
  public StepResult create(Command command) {
    var file = spool.find(Provision.spoolId(command));
    var wording = wordings.find(command);
    var text = rules.version(asked(command).getRulesVersion());
    if (file.isEmpty() || wording.isEmpty() || text.isEmpty()) {
      return new StepResult.RetryLater("the file has left the spool again");
    }
    var proof = proof(asked(command), text.get(), file.get(), wording.get());
    return switch (ziflow.createProof(proof)) {
      case Success<Optional<String>>(var id) -> made(command, id, file.get());
      case Failure<Optional<String>>(var error) -> refused(asked(command), error);
    };
  }

  private NewProof proof(
      CreateProof asked, RulesText text, Spooled file, Wordings.Wording wording) {
    var route = route(asked, text);
    return new NewProof(
        wording.name().isEmpty() ? file.fileName() : wording.name(),
        addresses.of(file),
        asked.getMarker(),
        asked.getPreviousProofId(),
        asked.getFolderId(),
        wording.brief(),
        asked.getSecurity(),
        asked.getSignature(),
        route.owner(),
        Route.withOwner(route.owner(), route.stages()));
  }

  /** Open question: whether a version of a proof that is gone is a 404 or a 422. */
  private static StepResult refused(CreateProof asked, ApiError error) {
    boolean mayBeItsPrevious =
        error instanceof NotFound || (error instanceof Rejected(_, int status, _) && status == 422);
    return asked.getPreviousProofId() != null && mayBeItsPrevious
        ? new StepResult.Dead(
            "no version of proof %s can be made: %s"
                .formatted(asked.getPreviousProofId(), error.text()),
            "See in Ziflow whether that proof is still there, and restore it and retry; else discard"
                + " the command and start the review anew")
        : new StepResult.ApiFailure(error);
  }

  private StepResult made(Command command, Optional<String> id, Spooled file) {
    return id.<StepResult>map(proof -> finished(command, proof, false, file.judged()))
        .orElseGet(() ->
            new StepResult.ApiFailure(
                new NoUsableResponse(Api.ZIFLOW, "it names no id for the proof")));
  }

  /** Two finds for one marker: the oldest is ours, the others are for a person. */
  private StepResult bound(Command command, List<FoundProof> found) {
    if (found.size() > 1) {
      LOG.warn(
          "{} proofs carry the marker {}; the oldest is used, a person may delete the others: {}",
          found.size(),
          asked(command).getMarker(),
          found);
    }
    var file = spool.find(Provision.spoolId(command)).map(Spooled::judged).orElse(null);
    return finished(command, found.getFirst().id(), true, file);
  }

  private StepResult finished(
      Command command, String proof, boolean found, @Nullable Judged judged) {
    wordings.forget(command);
    return new StepResult.Done(
        new CommandResult.ProofCreated(
            ProofCreated.newBuilder()
                .setProofId(proof)
                .setVersion(asked(command).getVersion())
                .setFound(found)
                .setJudged(judged)
                .build()));
  }

  private static Route route(CreateProof asked, RulesText text) {
    return new Route(asked.getOwnerTeam(), asked.getStages(), text);
  }

  private static CreateProof asked(Command command) {
    return Objects.requireNonNull(command.getCreateProof());
  }
}
