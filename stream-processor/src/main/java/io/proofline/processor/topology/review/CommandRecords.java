package io.proofline.processor.topology.review;

import io.proofline.policy.ProofSettings;
import io.proofline.policy.Route;
import io.proofline.processor.topology.ProofMarker;
import io.proofline.review.ContainerKind;
import io.proofline.review.RequiredCommand;
import io.proofline.review.Review;
import io.proofline.review.ReviewPlan;
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

/** Creates the records of the command lanes from the plan's commands. */
final class CommandRecords {

  private CommandRecords() {}

  /**
   * A command's event id is built from its command id, so that the same facts give the same bytes.
   */
  static Command of(Fact cause, Review review, ReviewPlan.PlannedCommand plannedCommand) {
    var issuedCommand = plannedCommand.issued();
    var eventId =
        issuedCommand.attempt() == 1
            ? issuedCommand.commandId()
            : issuedCommand.commandId() + "#" + issuedCommand.attempt();
    var command =
        Command.newBuilder()
            .setEnvelope(ReviewOutputRecords.envelope(cause, eventId))
            .setCommandId(issuedCommand.commandId())
            .setAssetId(review.assetId())
            .setRound(issuedCommand.round())
            .setAttempt(issuedCommand.attempt())
            .setProtective(plannedCommand.required().withdraws())
            .setKind(CommandKind.valueOf(issuedCommand.kind().name()));
    return withPayload(command, review, plannedCommand).build();
  }

  private static Command.Builder withPayload(
      Command.Builder command, Review review, ReviewPlan.PlannedCommand plannedCommand) {
    return switch (plannedCommand.required()) {
      case RequiredCommand.CreateProof create ->
          command.setCreateProof(create(review, create, plannedCommand.issued().round()));
      case RequiredCommand.ReadProof(var proofId, _) ->
          command.setReadProof(new ReadProof(proofId));
      case RequiredCommand.ReadAsset _ -> command.setReadAsset(new ReadAsset(review.assetId()));
      case RequiredCommand.Fingerprint _ ->
          command.setFingerprint(new Fingerprint(review.assetId()));
      case RequiredCommand.WriteFields(var media, var fields, _) ->
          command.setWriteFields(new WriteFields(media, fields(fields)));
      case RequiredCommand.UpdateStages update -> command.setUpdateStages(update(update));
      case RequiredCommand.DeleteProof(var proofId) ->
          command.setDeleteProof(new DeleteProof(proofId));
      case RequiredCommand.EnsureContainer(var containerKind, var path, var hidden) ->
          command.setEnsureContainer(new EnsureContainer(system(containerKind), path, hidden));
      case RequiredCommand.EnterGallery(var media, var gallery, var path, var publishes) ->
          command.setEnterGallery(new EnterGallery(media, gallery, path, publishes));
      case RequiredCommand.LeaveGallery(var media, var gallery, var path, var keepIn, _) ->
          command.setLeaveGallery(new LeaveGallery(media, gallery, path, keepIn, false));
      case RequiredCommand.DropKeywords(var media, var keywords) ->
          command.setDropKeywords(new DropKeywords(media, keywords));
      case RequiredCommand.FileFinal file ->
          command.setFileFinal(
              new FileFinal(
                  review.assetId(),
                  file.proofId(),
                  file.version(),
                  file.marker(),
                  fields(file.fields()),
                  file.leaveOut(),
                  file.dropKeywords()));
      case RequiredCommand.ProofPermit _ ->
          throw new IllegalArgumentException("A proof permit is no command");
    };
  }

  private static CreateProof create(Review review, RequiredCommand.CreateProof create, int round) {
    var proof = create.route().proof();
    var proofMarker = new ProofMarker(review.account(), review.assetId(), create.version(), round);
    return CreateProof.newBuilder()
        .setVersion(create.version())
        .setMarker(proofMarker.toString())
        .setName(create.name())
        .setRulesVersion(create.route().rulesVersion())
        .setOwnerTeam(proof.ownerTeam())
        .setFolderId(create.folderId())
        .setPreviousProofId(create.previousId())
        .setFile(FileKind.valueOf(proof.file().name()))
        .setBrief(proof.brief() == null ? null : proof.brief().text())
        .setSecurity(security(proof.security()))
        .setSignature(proof.signature())
        .setStages(create.stages().stream().map(CommandRecords::stage).toList())
        .build();
  }

  private static UpdateStages update(RequiredCommand.UpdateStages update) {
    return new UpdateStages(
        update.proofId(),
        update.route().rulesVersion(),
        update.route().proof().ownerTeam(),
        update.add().stream().map(CommandRecords::stage).toList(),
        update.drop());
  }

  private static StageRequest stage(RequiredCommand.StageWithDeadline stageWithDeadline) {
    var stage = stageWithDeadline.stage();
    return new StageRequest(
        stage.name(),
        stage.team(),
        Decides.valueOf(stage.decides().name()),
        stage.person(),
        stageWithDeadline.deadline(),
        notification(stage.mail()));
  }

  /** Ziflow's values (fact sheet 2.5). */
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

  /** Ziflow's values (fact sheet 2.2). */
  private static @Nullable String security(ProofSettings.@Nullable Security security) {
    return switch (security) {
      case null -> null;
      case ANYONE -> "users_and_guests_no_authentication";
      case SIGNED_IN -> "users_and_guests_authentication_required";
      case USERS -> "users_only_no_authentication";
      case USERS_SIGNED_IN -> "users_authentication_required";
    };
  }

  private static ContainerSystem system(ContainerKind containerKind) {
    return switch (containerKind) {
      case GALLERY -> ContainerSystem.GALLERY;
      case ZIFLOW_FOLDER -> ContainerSystem.ZIFLOW_FOLDER;
    };
  }

  private static List<FieldText> fields(List<io.proofline.policy.FieldText> fields) {
    return fields.stream().map(f -> new FieldText(f.name(), f.text(), f.onlyIfEmpty())).toList();
  }
}
