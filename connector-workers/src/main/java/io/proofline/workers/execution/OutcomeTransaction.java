package io.proofline.workers.execution;

import io.proofline.schemas.Topics;
import io.proofline.workers.execution.CommandLoopMetrics.RecordOutcome;
import io.proofline.workers.work.Clocks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.Producer;

/**
 * What one turn has to write: commands that start, commands that ended, offsets that moved. Only
 * the poll thread touches it.
 */
final class OutcomeTransaction {

  private final Topics topics;
  private final OutcomeRecords outcomeRecords;
  private final WithdrawalGuard withdrawalGuard;
  private final Clocks clocks;
  private final CommandLoopMetrics metrics;
  private final List<CommandRun> pendingStarts = new ArrayList<>();
  private final List<PendingOutcome> pendingOutcomes = new ArrayList<>();

  private record PendingOutcome(
      CommandRun run, CommandTransition.Terminal terminal, Instant startedAt, Instant endedAt) {}

  OutcomeTransaction(
      Topics topics,
      OutcomeRecords outcomeRecords,
      WithdrawalGuard withdrawalGuard,
      Clocks clocks,
      CommandLoopMetrics metrics) {
    this.topics = topics;
    this.withdrawalGuard = withdrawalGuard;
    this.outcomeRecords = outcomeRecords;
    this.clocks = clocks;
    this.metrics = metrics;
  }

  /** A call that creates: its STARTED entry is to be committed. */
  void addStart(CommandRun run) {
    pendingStarts.add(run);
  }

  /** A command's one end is to be committed. */
  void addOutcome(
      CommandRun run, CommandTransition.Terminal terminal, Instant began, Instant ended) {
    run.hasPendingOutcome = true;
    withdrawalGuard.remove(run);
    pendingOutcomes.add(new PendingOutcome(run, terminal, began, ended));
  }

  /** Creating calls that leave after the next transaction. */
  Collection<CommandRun> pendingStarts() {
    return pendingStarts;
  }

  void discardStarts() {
    pendingStarts.clear();
  }

  void discardIf(Predicate<CommandRun> lost) {
    pendingStarts.removeIf(lost);
    pendingOutcomes.removeIf(conclusion -> lost.test(conclusion.run()));
  }

  /**
   * Writes all of it in one transaction, or nothing; no transaction when there is nothing.
   *
   * @return those whose entry is on record now
   */
  List<CommandRun> commit(
      Collection<PartitionQueue> queues,
      Producer<String, byte[]> producer,
      ConsumerGroupMetadata member) {
    var transactionBatch = new TransactionBatch();
    var touched = new LinkedHashSet<PartitionQueue>();
    pendingStarts.forEach(run -> writeStart(run, transactionBatch, touched));
    pendingOutcomes.forEach(conclusion -> writeOutcome(conclusion, transactionBatch, touched));
    queues.stream().filter(queue -> queue.hasOffsetChange).forEach(touched::add);
    // a partition with an entry and no end carries its unchanged offset: only its owner may
    touched.forEach(queue ->
        queue.committableOffset().ifPresent(at -> transactionBatch.offset(queue.partition, at)));
    if (!transactionBatch.isEmpty()) {
      transactionBatch.commit(producer, member);
      touched.forEach(queue -> queue.hasOffsetChange = false);
    }
    var mayLeave = List.copyOf(pendingStarts);
    pendingStarts.clear();
    pendingOutcomes.clear();
    return mayLeave;
  }

  private void writeStart(
      CommandRun run, TransactionBatch transactionBatch, Set<PartitionQueue> touched) {
    var now = clocks.now();
    var partition = run.queue.partition;
    transactionBatch.add(
        topics.ledger(),
        partition.partition(),
        run.command.getCommandId(),
        outcomeRecords.startedEntry(run, partition.topic(), now),
        now.toEpochMilli());
    run.hasLedgerEntry = true;
    touched.add(run.queue);
  }

  private void writeOutcome(
      PendingOutcome conclusion, TransactionBatch transactionBatch, Set<PartitionQueue> touched) {
    var run = conclusion.run();
    var topic = run.queue.partition.topic();
    long at = conclusion.endedAt().toEpochMilli();
    var outcome =
        outcomeRecords.outcome(
            run, conclusion.terminal(), conclusion.startedAt(), conclusion.endedAt());
    transactionBatch.add(topics.outcomes(), run.key, outcome, at);
    if (conclusion.terminal() instanceof CommandTransition.Dead dead) {
      var letter = outcomeRecords.deadLetter(run, topic, dead, conclusion.endedAt());
      transactionBatch.add(topics.deadCommands(), run.key, letter, at);
    }
    if (run.hasLedgerEntry) {
      // the offset that this transaction commits says that the command has ended
      transactionBatch.add(
          topics.ledger(), run.queue.partition.partition(), run.command.getCommandId(), null, at);
    }
    run.queue.complete(run);
    touched.add(run.queue);
    metrics.recordEnded(topic, recordOutcome(conclusion.terminal()), 1);
  }

  private static RecordOutcome recordOutcome(CommandTransition.Terminal terminal) {
    return switch (terminal) {
      case CommandTransition.Done _ -> RecordOutcome.DONE;
      case CommandTransition.Dead _ -> RecordOutcome.DEAD;
      case CommandTransition.Overtaken _ -> RecordOutcome.OVERTAKEN;
    };
  }
}
