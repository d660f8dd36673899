package io.proofline.workers.execution;

import io.proofline.schemas.CommandLanes;
import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.DeadCommand;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.LedgerEntry;
import io.proofline.schemas.avro.Outcome;
import io.proofline.workers.work.CommandResult;
import java.time.Instant;

/** Builds the records about a command: outcome, dead letter, ledger entry. Pure. */
final class OutcomeRecords {

  private static final int MAX_REASON_LENGTH = 500;

  private final CommandLoopSettings settings;

  OutcomeRecords(CommandLoopSettings settings) {
    this.settings = settings;
  }

  Outcome outcome(
      CommandRun run, CommandTransition.Terminal terminal, Instant startedAt, Instant endedAt) {
    var command = run.command();
    var outcome =
        Outcome.newBuilder()
            .setEnvelope(envelope("outcome", command, endedAt))
            .setCommandId(command.getCommandId())
            .setAssetId(command.getAssetId())
            .setRound(command.getRound())
            .setKind(command.getKind())
            .setBeganAt(startedAt)
            .setEndedAt(endedAt)
            .setStatus(terminal.status())
            .setCalls(run.requestCount().get())
            .setCallLog(run.callLog().calls())
            .setLane(CommandLanes.name(run.queue().lane().topic()));
    return switch (terminal) {
      case CommandTransition.Done(var commandResult) -> withResult(commandResult, outcome).build();
      case CommandTransition.Overtaken(var reason) -> outcome.setReason(truncate(reason)).build();
      case CommandTransition.Dead(var reason, var nextStep) ->
          outcome
              .setReason(truncate(reason))
              .setNextStep(truncate(nextStep))
              .setAttempts(run.attemptCount())
              .build();
    };
  }

  DeadCommand deadLetter(
      CommandRun run, String topic, CommandTransition.Dead dead, Instant endedAt) {
    return DeadCommand.newBuilder()
        .setEnvelope(envelope("dead", run.command(), endedAt))
        .setTopic(topic)
        .setCommand(run.command())
        .setReason(truncate(dead.reason()))
        .setAttempts(run.attempts())
        .setNextStep(dead.nextStep())
        .build();
  }

  LedgerEntry startedEntry(CommandRun run, String topic, Instant now) {
    return LedgerEntry.newBuilder()
        .setCommandId(run.commandId())
        .setTopic(topic)
        .setOffset(run.offset())
        .setAttempt(run.progress().possibleCreates() + 1)
        .setStartedAt(now)
        .setOwner(settings.instanceId())
        .build();
  }

  private static Outcome.Builder withResult(CommandResult commandResult, Outcome.Builder outcome) {
    return switch (commandResult) {
      case CommandResult.ProofCreated(var proof) -> outcome.setProofCreated(proof);
      case CommandResult.ProofRead(var proof) -> outcome.setProofRead(proof);
      case CommandResult.AssetRead(var asset) -> outcome.setAssetRead(asset);
      case CommandResult.StagesUpdated(var proof) -> outcome.setStagesUpdated(proof);
      case CommandResult.ProofDeleted() -> outcome;
      case CommandResult.ContainerReady(var container) -> outcome.setContainer(container);
      case CommandResult.FieldsWritten(var fields) -> outcome.setFieldsWritten(fields);
      case CommandResult.KeywordsDropped() -> outcome;
      case CommandResult.FingerprintTaken(var file) -> outcome.setFingerprintTaken(file);
      case CommandResult.FinalFiled(var file) -> outcome.setFinalFiled(file);
      case CommandResult.MembershipKnown(var membership) -> outcome.setMembership(membership);
    };
  }

  /** The event id is the same if the same outcome is written again. */
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

  private static String truncate(String reason) {
    return reason.length() <= MAX_REASON_LENGTH ? reason : reason.substring(0, MAX_REASON_LENGTH);
  }
}
