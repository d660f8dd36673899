package io.proofline.processor.topology;

import io.proofline.schemas.avro.AssetSnapshot;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.FactKind;
import io.proofline.schemas.avro.Origin;
import io.proofline.schemas.avro.Outcome;
import io.proofline.schemas.avro.ProofEvent;
import io.proofline.schemas.avro.RequestKind;
import io.proofline.schemas.avro.Requested;
import io.proofline.schemas.avro.Tick;
import java.time.Instant;

/** Makes the records of the facts topic; the rules version is stamped on later, in one place. */
final class Facts {

  private static final String INTAKE = "intake";

  private Facts() {}

  static Fact seen(Envelope cause, AssetSnapshot snapshot) {
    return fact(cause, snapshot.getAssetId(), FactKind.ASSET_SEEN).setAssetSeen(snapshot).build();
  }

  static Fact requested(Envelope cause, String assetId, RequestKind request) {
    return fact(cause, assetId, FactKind.REQUESTED)
        .setRequested(new Requested(request, null, null, null))
        .build();
  }

  static Fact hinted(Envelope cause, String assetId, ProofEvent event) {
    return fact(cause, assetId, FactKind.PROOF_EVENT).setProofEvent(event).build();
  }

  static Fact answered(Outcome outcome) {
    return fact(outcome.getEnvelope(), outcome.getAssetId(), FactKind.ANSWERED)
        .setAnswered(outcome)
        .build();
  }

  static Fact ticked(String account, String assetId, Instant dueAt, Instant now) {
    var id = "tick:%s:%d".formatted(assetId, dueAt.toEpochMilli());
    var envelope = new Envelope(id, account, INTAKE, Origin.LIVE, dueAt, now, id, null, null);
    return Fact.newBuilder()
        .setEnvelope(envelope)
        .setAssetId(assetId)
        .setKind(FactKind.TICK)
        .setTick(new Tick(dueAt))
        .build();
  }

  /** A fact has the event id of what told it, so that a repetition is known as one. */
  private static Fact.Builder fact(Envelope cause, String assetId, FactKind kind) {
    return Fact.newBuilder()
        .setEnvelope(
            Envelope.newBuilder(cause).setSource(INTAKE).setCausationId(cause.getEventId()).build())
        .setAssetId(assetId)
        .setKind(kind);
  }
}
