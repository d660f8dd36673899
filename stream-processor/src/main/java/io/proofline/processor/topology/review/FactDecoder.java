package io.proofline.processor.topology.review;

import io.proofline.policy.Asset;
import io.proofline.policy.ProofState;
import io.proofline.review.ContainerKind;
import io.proofline.review.Fact;
import io.proofline.review.ReviewedFile;
import io.proofline.schemas.avro.AssetSnapshot;
import io.proofline.schemas.avro.ContainerReady;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.FieldText;
import io.proofline.schemas.avro.Outcome;
import io.proofline.schemas.avro.ProofEvent;
import io.proofline.schemas.avro.Requested;
import io.proofline.schemas.avro.StageState;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Converts records of the facts topic to the facts of the review. */
final class FactDecoder {

  private FactDecoder() {}

  /**
   * The fact in a record; empty for one that is not about an asset, and for a kind of a newer
   * version, which review ignores.
   */
  static Optional<Fact> fact(io.proofline.schemas.avro.Fact fact) {
    return switch (fact.getKind()) {
      case ASSET_SEEN ->
          Optional.of(
              new Fact.AssetSeen(provenance(fact, Fact.Source.POLL), asset(fact.getAssetSeen())));
      case REQUESTED ->
          request(fact.getRequested())
              .map(r -> new Fact.Requested(provenance(fact, Fact.Source.REQUEST), r));
      case PROOF_EVENT ->
          Optional.of(
              new Fact.ProofEventReceived(
                  provenance(fact, Fact.Source.WEBHOOK), proofEvent(fact.getProofEvent())));
      case ANSWERED -> answered(fact);
      case TICK ->
          Optional.of(
              new Fact.TimerFired(provenance(fact, Fact.Source.CLOCK), fact.getTick().getDueAt()));
      case PROOF_PERMIT ->
          Optional.of(
              new Fact.ProofPermitDecided(
                  provenance(fact, Fact.Source.INTAKE),
                  fact.getProofPermit().getCommandId(),
                  fact.getProofPermit().getGranted()));
      case COLLECTION ->
          Optional.of(
              new Fact.CollectionReadinessChanged(
                  provenance(fact, Fact.Source.INTAKE),
                  fact.getCollection().getPath(),
                  fact.getCollection().getReady()));
      case FILED ->
          Optional.of(
              new Fact.FiledFrom(
                  provenance(fact, Fact.Source.OUTCOME), fact.getFiled().getSourceId()));
      case ADMINISTRATIVE, CHECKPOINT, UNKNOWN -> Optional.empty();
    };
  }

  private static Optional<Fact> answered(io.proofline.schemas.avro.Fact fact) {
    var outcome = fact.getAnswered();
    boolean reads = outcome.getProofRead() != null || outcome.getAssetRead() != null;
    var source = reads ? Fact.Source.READING : Fact.Source.OUTCOME;
    return status(outcome)
        .map(s -> new Fact.OutcomeReceived(provenance(fact, source), outcome(outcome, s)));
  }

  private static Fact.Provenance provenance(
      io.proofline.schemas.avro.Fact fact, Fact.Source source) {
    Envelope envelope = fact.getEnvelope();
    return new Fact.Provenance(
        envelope.getEventId(), envelope.getReceivedAt(), envelope.getOccurredAt(), source);
  }

  private static Optional<Fact.Request> request(Requested requested) {
    return requestKind(requested.getRequest())
        .map(requestKind ->
            new Fact.Request(
                requestKind,
                requested.getCommandId(),
                requested.getProofId(),
                requested.getPersonId(),
                requested.getNoteId()));
  }

  private static Optional<Fact.RequestKind> requestKind(
      io.proofline.schemas.avro.RequestKind kind) {
    return switch (kind) {
      case GO_AHEAD, ADMINISTRATIVE, UNKNOWN -> Optional.empty();
      default -> Optional.of(Fact.RequestKind.valueOf(kind.name()));
    };
  }

  private static Fact.ProofEvent proofEvent(ProofEvent event) {
    var marker = event.getMarker();
    return new Fact.ProofEvent(
        event.getProofId(),
        event.getVersionPreviousId(),
        event.getAction(),
        marker == null ? null : new Fact.MarkerClaim(marker.getVersion(), marker.getRound()),
        event.getPersonId(),
        detail(event));
  }

  private static Fact.Detail detail(ProofEvent event) {
    var decision = event.getDecision();
    var comment = event.getComment();
    var completed = event.getCompleted();
    if (decision != null) {
      return new Fact.Detail.Decided(
          decision.getReviewerId(),
          decision.getStageId(),
          decision.getDecision(),
          decision.getReasons());
    }
    if (comment != null) {
      return new Fact.Detail.Commented(
          comment.getCommentId(),
          comment.getReviewerId(),
          comment.getAction(),
          comment.getNoteId());
    }
    return completed == null
        ? new Fact.Detail.NoDetail()
        : new Fact.Detail.Completed(completed.getReviewerId(), completed.getDone());
  }

  private static Optional<Fact.OutcomeStatus> status(Outcome outcome) {
    return switch (outcome.getStatus()) {
      case DONE -> Optional.of(Fact.OutcomeStatus.DONE);
      case DEAD -> Optional.of(Fact.OutcomeStatus.DEAD);
      case OVERTAKEN -> Optional.of(Fact.OutcomeStatus.OVERTAKEN);
      case UNKNOWN -> Optional.empty();
    };
  }

  private static Fact.Outcome outcome(Outcome outcome, Fact.OutcomeStatus outcomeStatus) {
    return new Fact.Outcome(
        outcome.getCommandId(),
        outcomeStatus,
        outcome.getReason(),
        outcome.getNextStep(),
        outcome.getAttempts(),
        outcome.getBeganAt(),
        outcome.getEndedAt(),
        outcomeStatus == Fact.OutcomeStatus.DONE ? result(outcome) : new Fact.Result.Nothing());
  }

  private static Fact.Result result(Outcome outcome) {
    return switch (outcome.getKind()) {
      case CREATE_PROOF ->
          new Fact.Result.ProofCreated(
              outcome.getProofCreated().getProofId(),
              judged(outcome.getProofCreated().getJudged()));
      case READ_PROOF -> new Fact.Result.ProofRead(proof(outcome.getProofRead()));
      case UPDATE_STAGES -> new Fact.Result.StagesUpdated(proof(outcome.getStagesUpdated()));
      case READ_ASSET -> new Fact.Result.AssetRead(asset(outcome.getAssetRead()));
      case WRITE_FIELDS ->
          new Fact.Result.FieldsWritten(
              outcome.getFieldsWritten().getMediaId(),
              outcome.getFieldsWritten().getFields().stream()
                  .collect(Collectors.toMap(FieldText::getName, FieldText::getText)));
      case ENSURE_CONTAINER -> container(outcome.getContainer());
      case ENTER_GALLERY, LEAVE_GALLERY -> {
        var membership = outcome.getMembership();
        yield new Fact.Result.MembershipKnown(
            membership.getMediaId(),
            membership.getGalleryId(),
            membership.getInside(),
            membership.getMissing(),
            membership.getAudience());
      }
      case FINGERPRINT -> fingerprint(outcome);
      case FILE_FINAL -> new Fact.Result.FinalFiled(outcome.getFinalFiled().getAssetId());
      case DELETE_PROOF, DROP_KEYWORDS, UNKNOWN -> new Fact.Result.Nothing();
    };
  }

  private static Fact.Result container(ContainerReady ready) {
    return switch (ready.getSystem()) {
      case GALLERY ->
          new Fact.Result.ContainerReady(ContainerKind.GALLERY, ready.getPath(), ready.getId());
      case ZIFLOW_FOLDER ->
          new Fact.Result.ContainerReady(
              ContainerKind.ZIFLOW_FOLDER, ready.getPath(), ready.getId());
      case UNKNOWN -> new Fact.Result.Nothing();
    };
  }

  private static Fact.Result fingerprint(Outcome outcome) {
    var file = judged(outcome.getFingerprintTaken());
    return file == null ? new Fact.Result.Nothing() : new Fact.Result.FingerprintTaken(file);
  }

  private static @Nullable ReviewedFile judged(io.proofline.schemas.avro.@Nullable Judged file) {
    if (file == null) {
      return null;
    }
    var picture = file.getPicture();
    return new ReviewedFile(
        file.getSha256(),
        file.getLength(),
        picture == null
            ? null
            : new ReviewedFile.PictureHash(
                picture.getSha256(), picture.getWidth(), picture.getHeight()));
  }

  private static Asset asset(AssetSnapshot snapshot) {
    return new Asset(
        snapshot.getReadingBeganAt(),
        snapshot.getBaseline(),
        snapshot.getFileName(),
        Asset.MediaType.valueOf(snapshot.getMediaType().name()),
        snapshot.getGalleries().stream()
            .map(g -> new Asset.Gallery(g.getId(), g.getPath(), g.getCollections()))
            .toList(),
        snapshot.getKeywords(),
        snapshot.getEditStatus(),
        details(snapshot));
  }

  private static Asset.Details details(AssetSnapshot snapshot) {
    return new Asset.Details(
        switch (snapshot.getPresence()) {
          case THERE, UNKNOWN -> Asset.Presence.THERE;
          case TRASHED -> Asset.Presence.TRASHED;
          case GONE -> Asset.Presence.GONE;
        },
        snapshot.getFields(),
        snapshot.getUploader(),
        snapshot.getUploadedAt(),
        snapshot.getModifiedAt(),
        snapshot.getFileSize(),
        snapshot.getWidth(),
        snapshot.getHeight(),
        snapshot.getOurMarker());
  }

  private static ProofState proof(io.proofline.schemas.avro.ProofState proof) {
    return new ProofState(
        proof.getGone(),
        proof.getStatus(),
        proof.getArchived(),
        proof.getPublicLink(),
        proof.getLaterIds(),
        proof.getStages().stream().map(FactDecoder::stage).toList(),
        proof.getLocked());
  }

  private static ProofState.StageStatus stage(StageState stage) {
    return new ProofState.StageStatus(
        stage.getId(),
        stage.getName(),
        stage.getStatus(),
        stage.getDecisionStatus(),
        stage.getMembers().stream()
            .map(m ->
                new ProofState.ReviewerDecision(
                    m.getReviewerId(),
                    m.getPersonId(),
                    m.getDecides(),
                    m.getDecisionStatus(),
                    m.getDecisionAt(),
                    m.getReasons()))
            .toList());
  }
}
