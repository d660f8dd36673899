package io.proofline.workers.ziflow;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.CreateProof;
import io.proofline.schemas.avro.Judged;
import io.proofline.schemas.avro.ProofCreated;
import io.proofline.schemas.avro.RulesText;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError.Unanswered;
import io.proofline.workers.files.FileAddresses;
import io.proofline.workers.files.Spool;
import io.proofline.workers.files.Spooled;
import io.proofline.workers.photoshelter.PhotoShelterClient;
import io.proofline.workers.rules.RulesTable;
import io.proofline.workers.work.Ending;
import io.proofline.workers.work.Result;
import io.proofline.workers.work.Worker;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a proof of an asset's file: spools the file, then asks Ziflow to fetch it from us. */
public final class CreateProofWorker implements Worker.Creating {

  private static final Logger LOG = LoggerFactory.getLogger(CreateProofWorker.class);

  private final ZiflowClient ziflow;
  private final PhotoShelterClient library;
  private final RulesTable rules;
  private final Spool spool;
  private final FileAddresses addresses;

  public CreateProofWorker(
      ZiflowClient ziflow,
      PhotoShelterClient library,
      RulesTable rules,
      Spool spool,
      FileAddresses addresses) {
    this.ziflow = ziflow;
    this.library = library;
    this.rules = rules;
    this.spool = spool;
    this.addresses = addresses;
  }

  @Override
  public CommandKind kind() {
    return CommandKind.CREATE_PROOF;
  }

  @Override
  public Api preparesFrom(Command command) {
    return Api.PHOTOSHELTER;
  }

  @Override
  public Api api(Command command) {
    return Api.ZIFLOW;
  }

  @Override
  public Ending prepare(Command command) {
    var asked = asked(command);
    var text = rules.version(asked.getRulesVersion());
    if (text.isEmpty()) {
      return new Ending.NotYet("rules version " + asked.getRulesVersion() + " is not here yet");
    }
    var unknown = Route.unknownTeam(asked, text.get());
    if (unknown.isPresent()) {
      return new Ending.Hopeless(
          "the rules of version %s have no address for team %s"
              .formatted(asked.getRulesVersion(), unknown.get()),
          "Give the team an address in the rules, push them, and start the review anew");
    }
    return spool.find(spoolId(command)).isPresent() ? new Ending.Ready() : fetch(command);
  }

  @Override
  public Ending lookUp(Command command) {
    return Ending.of(
        ziflow
            .searchByMarker(asked(command).getMarker())
            .map(found -> found.isEmpty() ? new Ending.Ready() : bound(command, found)));
  }

  @Override
  public Ending create(Command command) {
    var file = spool.find(spoolId(command));
    var text = rules.version(asked(command).getRulesVersion());
    if (file.isEmpty() || text.isEmpty()) {
      return new Ending.NotYet("the file has left the spool again");
    }
    return Ending.of(
        ziflow
            .createProof(proof(asked(command), text.get(), file.get()))
            .map(id -> made(command, id, file.get())));
  }

  private Ending fetch(Command command) {
    var asset = command.getAssetId();
    return Ending.of(
        library
            .readMedia(asset)
            .then(media ->
                spool.keep(
                    spoolId(command), media.fileName(), target -> library.download(media, target)))
            .map(_ -> new Ending.Ready()));
  }

  private NewProof proof(CreateProof asked, RulesText text, Spooled file) {
    return new NewProof(
        asked.getName(),
        addresses.of(file),
        asked.getMarker(),
        asked.getFolderId(),
        Route.owner(asked, text),
        Route.stages(asked, text));
  }

  private static Ending made(Command command, Optional<String> id, Spooled file) {
    return id.<Ending>map(proof -> finished(command, proof, false, file.judged()))
        .orElseGet(
            () -> new Ending.Refused(new Unanswered(Api.ZIFLOW, "it names no id for the proof")));
  }

  /** Two finds for one marker: the oldest is ours, the others are for a person. */
  private Ending bound(Command command, List<FoundProof> found) {
    if (found.size() > 1) {
      LOG.warn(
          "{} proofs carry the marker {}; the oldest is used, a person may delete the others: {}",
          found.size(),
          asked(command).getMarker(),
          found);
    }
    var file = spool.find(spoolId(command)).map(Spooled::judged).orElse(null);
    return finished(command, found.getFirst().id(), true, file);
  }

  private static Ending finished(
      Command command, String proof, boolean found, @Nullable Judged judged) {
    return new Ending.Finished(
        new Result.ProofMade(
            ProofCreated.newBuilder()
                .setProofId(proof)
                .setVersion(asked(command).getVersion())
                .setFound(found)
                .setJudged(judged)
                .build()));
  }

  private static String spoolId(Command command) {
    return Spool.idOf(command.getCommandId());
  }

  private static CreateProof asked(Command command) {
    return Objects.requireNonNull(command.getCreateProof());
  }
}
