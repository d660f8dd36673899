package io.proofline.processor.topology.intake;

import io.proofline.schemas.AdministrativeAct;
import io.proofline.schemas.TickEventIds;
import io.proofline.schemas.avro.Administered;
import io.proofline.schemas.avro.AssetSnapshot;
import io.proofline.schemas.avro.CheckpointDue;
import io.proofline.schemas.avro.CollectionFlip;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.FactKind;
import io.proofline.schemas.avro.FiledFrom;
import io.proofline.schemas.avro.Origin;
import io.proofline.schemas.avro.Outcome;
import io.proofline.schemas.avro.ProofEvent;
import io.proofline.schemas.avro.ProofPermitAnswer;
import io.proofline.schemas.avro.ProofPermitRequest;
import io.proofline.schemas.avro.Request;
import io.proofline.schemas.avro.RequestKind;
import io.proofline.schemas.avro.Requested;
import io.proofline.schemas.avro.Tick;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/**
 * Creates the records of the facts topic, without their rules version: {@link StampRulesVersion}
 * adds it.
 */
final class FactRecords {

  private static final String INTAKE = "intake";

  private FactRecords() {}

  static Fact assetSeen(Envelope cause, AssetSnapshot snapshot) {
    return fact(cause, snapshot.getAssetId(), FactKind.ASSET_SEEN).setAssetSeen(snapshot).build();
  }

  /** The selection of an asset through the library hook. */
  static Fact selected(Envelope cause, String assetId) {
    return fact(cause, assetId, FactKind.REQUESTED)
        .setRequested(new Requested(RequestKind.SELECT, null, null, null, null))
        .build();
  }

  static Fact requested(Request request, @Nullable String personId) {
    return fact(request.getEnvelope(), request.getAssetId(), FactKind.REQUESTED)
        .setRequested(
            new Requested(
                request.getKind(),
                request.getCommandId(),
                request.getProofId(),
                personId,
                request.getReason() == null ? null : noteId(request)))
        .build();
  }

  /** The id under which the text of a request's reason is stored. */
  static String noteId(Request request) {
    return "reason:" + request.getEnvelope().getEventId();
  }

  /** A fact about the id system, which represents the whole installation. */
  static Fact administered(
      Envelope cause, String act, @Nullable String personId, Map<String, String> details) {
    return fact(cause, AdministrativeAct.SYSTEM, FactKind.ADMINISTRATIVE)
        .setAdministered(new Administered(act, personId, details))
        .build();
  }

  /** Its partition is the one that it names, regardless of its key. */
  static Fact checkpointDue(Envelope cause, CheckpointDue due) {
    var id = "%s:checkpoint:%d".formatted(cause.getEventId(), due.getPartition());
    return fact(cause, id, AdministrativeAct.SYSTEM, FactKind.CHECKPOINT)
        .setCheckpoint(due)
        .build();
  }

  /** The partitioner of facts: Kafka's by the key, except for facts about a partition. */
  static StreamPartitioner<String, Fact> partitioner() {
    return (_, _, fact, _) ->
        fact.getKind() == FactKind.CHECKPOINT
            ? Optional.of(Set.of(fact.getCheckpoint().getPartition()))
            : Optional.empty();
  }

  static Fact proofEvent(Envelope cause, String assetId, ProofEvent event) {
    return fact(cause, assetId, FactKind.PROOF_EVENT).setProofEvent(event).build();
  }

  /** Facts are kept for ever, and no review needs the log of calls. */
  static Fact answered(Outcome outcome) {
    return fact(outcome.getEnvelope(), outcome.getAssetId(), FactKind.ANSWERED)
        .setAnswered(Outcome.newBuilder(outcome).clearCallLog().clearLane().build())
        .build();
  }

  static Fact filed(Outcome outcome) {
    var id = outcome.getEnvelope().getEventId() + ":filed";
    var filed = outcome.getFinalFiled().getAssetId();
    return fact(outcome.getEnvelope(), id, filed, FactKind.FILED)
        .setFiled(new FiledFrom(outcome.getAssetId()))
        .build();
  }

  /**
   * The cause is the permit request or a go-ahead. One go-ahead may release several permits, so the
   * event id includes the command's id.
   */
  static Fact proofPermit(Envelope cause, ProofPermitRequest request, boolean granted) {
    var id = "%s:turn:%s".formatted(cause.getEventId(), request.getCommandId());
    return fact(cause, id, request.getAssetId(), FactKind.PROOF_PERMIT)
        .setProofPermit(new ProofPermitAnswer(request.getCommandId(), granted))
        .build();
  }

  /**
   * The cause is a collection item, which shares its event id with the other results of its fact,
   * so this fact gets an id of its own.
   */
  static Fact collectionReadiness(Envelope cause, String assetId, String path, boolean isReady) {
    var id = "%s:%s:%s".formatted(cause.getEventId(), isReady ? "ready" : "open", path);
    return fact(cause, id, assetId, FactKind.COLLECTION)
        .setCollection(new CollectionFlip(path, isReady))
        .build();
  }

  static Fact tick(String account, String assetId, Instant dueAt, Instant now) {
    var id = TickEventIds.eventId(assetId, dueAt);
    var envelope = new Envelope(id, account, INTAKE, Origin.LIVE, dueAt, now, id, null, null);
    return Fact.newBuilder()
        .setEnvelope(envelope)
        .setAssetId(assetId)
        .setKind(FactKind.TICK)
        .setTick(new Tick(dueAt))
        .build();
  }

  /** A fact has the event id of its cause, so that a repetition is recognised. */
  private static Fact.Builder fact(Envelope cause, String assetId, FactKind kind) {
    return fact(cause, cause.getEventId(), assetId, kind);
  }

  private static Fact.Builder fact(Envelope cause, String id, String assetId, FactKind kind) {
    return Fact.newBuilder()
        .setEnvelope(
            Envelope.newBuilder(cause)
                .setEventId(id)
                .setSource(INTAKE)
                .setCausationId(cause.getEventId())
                .build())
        .setAssetId(assetId)
        .setKind(kind);
  }
}
