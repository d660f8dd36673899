package io.proofline.processor.topology;

import io.proofline.processor.review.Container;
import io.proofline.processor.review.Need;
import io.proofline.processor.review.Plan;
import io.proofline.processor.review.ProofSettings;
import io.proofline.processor.review.Review;
import io.proofline.processor.review.Route;
import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.ContainerSystem;
import io.proofline.schemas.avro.CreateProof;
import io.proofline.schemas.avro.Decides;
import io.proofline.schemas.avro.DeleteProof;
import io.proofline.schemas.avro.DropKeywords;
import io.proofline.schemas.avro.EnsureContainer;
import io.proofline.schemas.avro.EnterGallery;
import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.FieldText;
import io.proofline.schemas.avro.FileFinal;
import io.proofline.schemas.avro.FileKind;
import io.proofline.schemas.avro.Fingerprint;
import io.proofline.schemas.avro.LeaveGallery;
import io.proofline.schemas.avro.ReadAsset;
import io.proofline.schemas.avro.ReadProof;
import io.proofline.schemas.avro.StageRequest;
import io.proofline.schemas.avro.UpdateStages;
import io.proofline.schemas.avro.WriteFields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Orders of the plan as commands. */
final class Commands {

  private Commands() {}

  /** A command's event id is its command id: the same facts give the same bytes. */
  static Command of(Fact cause, Review review, Plan.Order order) {
    var ask = order.ask();
    var eventId = ask.attempt() == 1 ? ask.commandId() : ask.commandId() + "#" + ask.attempt();
    var command =
        Command.newBuilder()
            .setEnvelope(ToAvro.envelope(cause, eventId))
            .setCommandId(ask.commandId())
            .setAssetId(review.assetId())
            .setRound(ask.round())
            .setAttempt(ask.attempt())
            .setProtective(order.need().protects())
            .setKind(CommandKind.valueOf(ask.kind().name()));
    return with(command, review, order).build();
  }

  private static Command.Builder with(Command.Builder command, Review review, Plan.Order order) {
    return switch (order.need()) {
      case Need.CreateProof create ->
          command.setCreateProof(create(review, create, order.ask().round()));
      case Need.ReadProof(var proofId, _) -> command.setReadProof(new ReadProof(proofId));
      case Need.ReadAsset _ -> command.setReadAsset(new ReadAsset(review.assetId()));
      case Need.Fingerprint _ -> command.setFingerprint(new Fingerprint(review.assetId()));
      case Need.WriteFields(var media, var fields, _) ->
          command.setWriteFields(new WriteFields(media, fields(fields)));
      case Need.UpdateStages update -> command.setUpdateStages(update(update));
      case Need.DeleteProof(var proofId) -> command.setDeleteProof(new DeleteProof(proofId));
      case Need.EnsureContainer(var container, var path, var hidden) ->
          command.setEnsureContainer(new EnsureContainer(system(container), path, hidden));
      case Need.EnterGallery(var media, var gallery, var path, var publishes) ->
          command.setEnterGallery(new EnterGallery(media, gallery, path, publishes));
      case Need.LeaveGallery(var media, var gallery, var path, var keepIn, _) ->
          command.setLeaveGallery(new LeaveGallery(media, gallery, path, keepIn, false));
      case Need.DropKeywords(var media, var keywords) ->
          command.setDropKeywords(new DropKeywords(media, keywords));
      case Need.FileFinal file ->
          command.setFileFinal(
              new FileFinal(
                  review.assetId(),
                  file.proofId(),
                  file.version(),
                  file.marker(),
                  fields(file.fields()),
                  file.leaveOut(),
                  file.dropKeywords()));
      case Need.Turn _ -> throw new IllegalArgumentException("A turn is no command");
    };
  }

  private static CreateProof create(Review review, Need.CreateProof create, int round) {
    var proof = create.route().proof();
    var marker = new Marker(review.account(), review.assetId(), create.version(), round);
    return CreateProof.newBuilder()
        .setVersion(create.version())
        .setMarker(marker.toString())
        .setName(create.name())
        .setRulesVersion(create.route().rulesVersion())
        .setOwnerTeam(proof.ownerTeam())
        .setFolderId(create.folderId())
        .setPreviousProofId(create.previousId())
        .setFile(FileKind.valueOf(proof.file().name()))
        .setBrief(proof.brief() == null ? null : proof.brief().text())
        .setSecurity(security(proof.security()))
        .setSignature(proof.signature())
        .setStages(create.stages().stream().map(Commands::stage).toList())
        .build();
  }

  private static UpdateStages update(Need.UpdateStages update) {
    return new UpdateStages(
        update.proofId(),
        update.route().rulesVersion(),
        update.route().proof().ownerTeam(),
        update.add().stream().map(Commands::stage).toList(),
        update.drop());
  }

  private static StageRequest stage(Need.Timed timed) {
    var stage = timed.stage();
    return new StageRequest(
        stage.name(),
        stage.team(),
        Decides.valueOf(stage.decides().name()),
        stage.person(),
        timed.deadline(),
        notification(stage.mail()));
  }

  /** Ziflow's words (fact sheet 2.5). */
  private static @Nullable String notification(Route.@Nullable Mail mail) {
    return switch (mail) {
      case null -> null;
      case ALL -> "all_activity";
      case REPLIES -> "replies_to_my_comments";
      case DECISIONS -> "decisions";
      case FINAL -> "final_decision";
      case HOURLY -> "hourly_digest";
      case DAILY -> "daily_digest";
      case NONE -> "disabled";
    };
  }

  /** Ziflow's words (fact sheet 2.2). */
  private static @Nullable String security(ProofSettings.@Nullable Security security) {
    return switch (security) {
      case null -> null;
      case ANYONE -> "users_and_guests_no_authentication";
      case SIGNED_IN -> "users_and_guests_authentication_required";
      case USERS -> "users_only_no_authentication";
      case USERS_SIGNED_IN -> "users_authentication_required";
    };
  }

  private static ContainerSystem system(Container container) {
    return switch (container) {
      case GALLERY -> ContainerSystem.GALLERY;
      case ZIFLOW_FOLDER -> ContainerSystem.ZIFLOW_FOLDER;
    };
  }

  private static List<FieldText> fields(List<Need.FieldText> fields) {
    return fields.stream().map(f -> new FieldText(f.name(), f.text(), f.onlyIfEmpty())).toList();
  }
}
