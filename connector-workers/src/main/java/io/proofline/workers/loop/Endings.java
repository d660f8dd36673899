package io.proofline.workers.loop;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.DeadCommand;
import io.proofline.schemas.avro.Ending;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.LedgerEntry;
import io.proofline.schemas.avro.Outcome;
import io.proofline.workers.work.Result;
import java.time.Instant;

/** What is written about a command: its outcome, its dead letter, its ledger entry. Pure. */
final class Endings {

  private static final int LONGEST_REASON = 500;

  private final LoopSettings settings;

  Endings(LoopSettings settings) {
    this.settings = settings;
  }

  Outcome outcome(Work work, Next.End end, Instant began, Instant ended) {
    var command = work.command;
    var outcome =
        Outcome.newBuilder()
            .setEnvelope(envelope("outcome", command, ended))
            .setCommandId(command.getCommandId())
            .setAssetId(command.getAssetId())
            .setRound(command.getRound())
            .setKind(command.getKind())
            .setBeganAt(began)
            .setEndedAt(ended)
            .setCalls(work.calls.get());
    return switch (end) {
      case Next.Done(var result) -> with(result, outcome.setEnding(Ending.DONE)).build();
      case Next.Overtaken(var reason) ->
          outcome.setEnding(Ending.OVERTAKEN).setReason(cut(reason)).build();
      case Next.Dead(var reason, _) ->
          outcome.setEnding(Ending.DEAD).setReason(cut(reason)).build();
    };
  }

  DeadCommand dead(Work work, String topic, Next.Dead dead, Instant ended) {
    return DeadCommand.newBuilder()
        .setEnvelope(envelope("dead", work.command, ended))
        .setTopic(topic)
        .setCommand(work.command)
        .setReason(cut(dead.reason()))
        .setAttempts(work.attempts())
        .setNextStep(dead.nextStep())
        .build();
  }

  LedgerEntry started(Work work, String topic, Instant now) {
    return LedgerEntry.newBuilder()
        .setCommandId(work.command.getCommandId())
        .setTopic(topic)
        .setOffset(work.offset)
        .setAttempt(work.progress.made() + 1)
        .setStartedAt(now)
        .setOwner(settings.instanceId())
        .build();
  }

  private static Outcome.Builder with(Result result, Outcome.Builder outcome) {
    return switch (result) {
      case Result.ProofMade(var proof) -> outcome.setProofCreated(proof);
      case Result.ProofKnown(var proof) -> outcome.setProofRead(proof);
      case Result.AssetKnown(var asset) -> outcome.setAssetRead(asset);
      case Result.StagesStand(var proof) -> outcome.setStagesUpdated(proof);
      case Result.ProofGone() -> outcome;
      case Result.ContainerStands(var container) -> outcome.setContainer(container);
      case Result.FieldsStand(var fields) -> outcome.setFieldsWritten(fields);
      case Result.KeywordsGone() -> outcome;
      case Result.FingerprintTaken(var file) -> outcome.setFingerprintTaken(file);
      case Result.FinalStands(var file) -> outcome.setFinalFiled(file);
      case Result.MembershipKnown(var membership) -> outcome.setMembership(membership);
    };
  }

  /** The event id repeats when the same ending is written again. */
  private Envelope envelope(String what, Command command, Instant at) {
    var from = command.getEnvelope();
    return Envelope.newBuilder()
        .setEventId("%s:%s:%d".formatted(what, command.getCommandId(), command.getAttempt()))
        .setAccount(settings.account())
        .setSource("workers")
        .setOrigin(from.getOrigin())
        .setOccurredAt(at)
        .setReceivedAt(at)
        .setCorrelationId(from.getCorrelationId())
        .setCausationId(from.getEventId())
        .setTraceparent(from.getTraceparent())
        .build();
  }

  private static String cut(String reason) {
    return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
  }
}
