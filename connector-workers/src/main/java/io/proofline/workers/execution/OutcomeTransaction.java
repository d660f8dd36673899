package io.proofline.workers.execution;

import io.proofline.schemas.Topics;
import io.proofline.workers.kafka.TransactionBatch;
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
 * Collects the writes of one cycle of the poll loop and commits them in one Kafka transaction:
 * ledger entries of creating calls, outcomes, dead letters, and the consumer's offsets. Only the
 * poll thread uses it.
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

  /** A creating call: its STARTED entry is written by the next commit. */
  void addStart(CommandRun run) {
    pendingStarts.add(run);
  }

  /** A command's one outcome, which is written by the next commit. */
  void addOutcome(
      CommandRun run, CommandTransition.Terminal terminal, Instant startedAt, Instant endedAt) {
    run.awaitOutcomeCommit();
    withdrawalGuard.remove(run);
    pendingOutcomes.add(new PendingOutcome(run, terminal, startedAt, endedAt));
  }

  /** Creating calls that are sent after the next commit. */
  Collection<CommandRun> pendingStarts() {
    return pendingStarts;
  }

  void discardStarts() {
    pendingStarts.clear();
  }

  void discardIf(Predicate<CommandRun> lost) {
    pendingStarts.removeIf(lost);
    pendingOutcomes.removeIf(pending -> lost.test(pending.run()));
  }

  /**
   * Writes all of it in one transaction or nothing; opens no transaction if there is nothing to
   * write.
   *
   * @return the creating calls whose STARTED entry is committed now
   */
  List<CommandRun> commit(
      Collection<PartitionQueue> queues,
      Producer<String, byte[]> producer,
      ConsumerGroupMetadata member) {
    var transactionBatch = new TransactionBatch();
    var touched = new LinkedHashSet<PartitionQueue>();
    pendingStarts.forEach(run -> writeStart(run, transactionBatch, touched));
    pendingOutcomes.forEach(pending -> writeOutcome(pending, transactionBatch, touched));
    queues.stream().filter(PartitionQueue::hasOffsetChange).forEach(touched::add);
    // a partition with only a STARTED entry commits its unchanged offset, which fails for a fenced
    // owner
    touched.forEach(queue ->
        queue.committableOffset().ifPresent(at -> transactionBatch.offset(queue.partition(), at)));
    if (!transactionBatch.isEmpty()) {
      transactionBatch.commit(producer, member);
      touched.forEach(PartitionQueue::recordCommit);
    }
    var started = List.copyOf(pendingStarts);
    pendingStarts.clear();
    pendingOutcomes.clear();
    return started;
  }

  private void writeStart(
      CommandRun run, TransactionBatch transactionBatch, Set<PartitionQueue> touched) {
    var now = clocks.now();
    var partition = run.queue().partition();
    transactionBatch.add(
        topics.ledger(),
        partition.partition(),
        run.commandId(),
        outcomeRecords.startedEntry(run, partition.topic(), now),
        now.toEpochMilli());
    run.recordLedgerEntry();
    touched.add(run.queue());
  }

  private void writeOutcome(
      PendingOutcome pending, TransactionBatch transactionBatch, Set<PartitionQueue> touched) {
    var run = pending.run();
    var topic = run.queue().partition().topic();
    long at = pending.endedAt().toEpochMilli();
    var outcome =
        outcomeRecords.outcome(run, pending.terminal(), pending.startedAt(), pending.endedAt());
    transactionBatch.add(topics.outcomes(), run.key(), outcome, at);
    if (pending.terminal() instanceof CommandTransition.Dead dead) {
      var letter = outcomeRecords.deadLetter(run, topic, dead, pending.endedAt());
      transactionBatch.add(topics.deadCommands(), run.key(), letter, at);
    }
    if (run.hasLedgerEntry()) {
      // the offset committed with it records that the command has its outcome
      transactionBatch.add(
          topics.ledger(), run.queue().partition().partition(), run.commandId(), null, at);
    }
    run.queue().complete(run);
    touched.add(run.queue());
    metrics.recordOutcome(topic, pending.terminal().status());
  }
}
