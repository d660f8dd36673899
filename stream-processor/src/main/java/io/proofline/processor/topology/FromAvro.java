package io.proofline.processor.topology;

import io.proofline.processor.review.Asset;
import io.proofline.processor.review.Fact;
import io.proofline.processor.review.ProofState;
import io.proofline.schemas.avro.AssetSnapshot;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.Outcome;
import io.proofline.schemas.avro.ProofEvent;
import io.proofline.schemas.avro.StageState;
import java.util.Map;
import java.util.Optional;

/** Records of the facts topic as the facts that review folds. */
final class FromAvro {

  private FromAvro() {}

  /** Empty for a kind that a newer version wrote: it is left be. */
  static Optional<Fact> fact(io.proofline.schemas.avro.Fact fact) {
    var stamp = stamp(fact.getEnvelope());
    return switch (fact.getKind()) {
      case ASSET_SEEN -> Optional.of(new Fact.Seen(stamp, asset(fact.getAssetSeen())));
      case REQUESTED ->
          wish(fact.getRequested().getRequest()).map(w -> new Fact.Requested(stamp, w));
      case PROOF_EVENT -> Optional.of(new Fact.Hinted(stamp, hint(fact.getProofEvent())));
      case ANSWERED ->
          ending(fact.getAnswered())
              .map(e -> new Fact.Answered(stamp, answer(fact.getAnswered(), e)));
      case TICK -> Optional.of(new Fact.Ticked(stamp, fact.getTick().getDueAt()));
      case TURN, COLLECTION, FILED, UNKNOWN -> Optional.empty();
    };
  }

  private static Fact.Stamp stamp(Envelope envelope) {
    return new Fact.Stamp(envelope.getEventId(), envelope.getReceivedAt());
  }

  private static Optional<Fact.Wish> wish(io.proofline.schemas.avro.RequestKind kind) {
    return switch (kind) {
      case SELECT -> Optional.of(Fact.Wish.SELECT);
      case REREAD -> Optional.of(Fact.Wish.REREAD);
      case START,
          CANCEL,
          WITHDRAW,
          REINSTATE,
          REROUTE,
          PAUSE,
          RESUME,
          LINK,
          RELEASE,
          RETRY,
          DISCARD,
          CONSIDER,
          GO_AHEAD,
          UNKNOWN ->
          Optional.empty();
    };
  }

  private static Fact.Hint hint(ProofEvent event) {
    var marker = event.getMarker();
    return new Fact.Hint(
        event.getProofId(),
        event.getVersionPreviousId(),
        event.getAction(),
        marker == null ? null : new Fact.Claim(marker.getVersion(), marker.getRound()));
  }

  private static Optional<Fact.Ending> ending(Outcome outcome) {
    return switch (outcome.getEnding()) {
      case DONE -> Optional.of(Fact.Ending.DONE);
      case DEAD -> Optional.of(Fact.Ending.DEAD);
      case OVERTAKEN -> Optional.of(Fact.Ending.OVERTAKEN);
      case UNKNOWN -> Optional.empty();
    };
  }

  private static Fact.Answer answer(Outcome outcome, Fact.Ending ending) {
    return new Fact.Answer(
        outcome.getCommandId(),
        ending,
        outcome.getReason(),
        outcome.getEndedAt(),
        ending == Fact.Ending.DONE ? result(outcome) : new Fact.Result.Nothing());
  }

  private static Fact.Result result(Outcome outcome) {
    return switch (outcome.getKind()) {
      case CREATE_PROOF -> new Fact.Result.ProofMade(outcome.getProofCreated().getProofId());
      case READ_PROOF -> new Fact.Result.ProofRead(proof(outcome.getProofRead()));
      case READ_ASSET -> new Fact.Result.AssetRead(asset(outcome.getAssetRead()));
      case WRITE_FIELDS ->
          new Fact.Result.StatusStands(outcome.getFieldsWritten().getFields().getFirst().getText());
      case UPDATE_STAGES,
          DELETE_PROOF,
          ENSURE_CONTAINER,
          ENTER_GALLERY,
          LEAVE_GALLERY,
          DROP_KEYWORDS,
          FINGERPRINT,
          FILE_FINAL,
          UNKNOWN ->
          new Fact.Result.Nothing();
    };
  }

  private static Asset asset(AssetSnapshot snapshot) {
    return new Asset(
        snapshot.getReadingBeganAt(),
        snapshot.getBaseline(),
        snapshot.getFileName(),
        Asset.MediaType.valueOf(snapshot.getMediaType().name()),
        snapshot.getGalleries().stream()
            .map(g -> new Asset.Gallery(g.getId(), g.getPath()))
            .toList(),
        snapshot.getKeywords(),
        snapshot.getEditStatus(),
        new Asset.Details(Map.of(), null, null, snapshot.getModifiedAt()));
  }

  private static ProofState proof(io.proofline.schemas.avro.ProofState proof) {
    return new ProofState(
        proof.getGone(),
        proof.getStatus(),
        proof.getPublicLink(),
        proof.getStages().stream().map(FromAvro::stage).toList());
  }

  private static ProofState.Stage stage(StageState stage) {
    return new ProofState.Stage(
        stage.getName(),
        stage.getStatus(),
        stage.getDecisionStatus(),
        stage.getMembers().stream()
            .map(m -> new ProofState.Member(m.getDecides(), m.getDecisionStatus(), m.getReasons()))
            .toList());
  }
}
