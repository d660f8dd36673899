package io.proofline.workers.execution;

import io.proofline.schemas.RegistryUnavailableException;
import io.proofline.schemas.avro.Command;
import io.proofline.workers.work.Clocks;
import io.proofline.workers.work.Worker;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns polled records into {@link CommandRun}s: decodes them, chooses the first step, and adds
 * them to their partition's queue. Records that can't be decoded are skipped; while the schema
 * registry doesn't answer, their partition waits. Only the poll thread uses it.
 */
final class CommandReceiver {

  private static final Logger LOG = LoggerFactory.getLogger(CommandReceiver.class);
  private static final Duration MAX_AGE_WITHOUT_LOOK_UP = Duration.ofHours(1);
  private static final Duration REGISTRY_PAUSE = Duration.ofSeconds(2);

  private final CommandDecoder decoder;
  private final CommandLoopSettings settings;
  private final AssignedPartitions partitions;
  private final WithdrawalGuard withdrawalGuard;
  private final OutcomeTransaction outcomeTransaction;
  private final Clocks clocks;
  private final CommandLoopHealth health;
  private final CommandLoopMetrics metrics;
  private final Map<TopicPartition, Long> registryRetryAt = new HashMap<>();

  CommandReceiver(
      CommandDecoder commandDecoder,
      CommandLoopSettings settings,
      AssignedPartitions partitions,
      WithdrawalGuard withdrawalGuard,
      OutcomeTransaction outcomeTransaction,
      Clocks clocks,
      CommandLoopHealth health,
      CommandLoopMetrics metrics) {
    this.decoder = commandDecoder;
    this.settings = settings;
    this.partitions = partitions;
    this.withdrawalGuard = withdrawalGuard;
    this.outcomeTransaction = outcomeTransaction;
    this.clocks = clocks;
    this.health = health;
    this.metrics = metrics;
  }

  /**
   * Receives a record.
   *
   * @return false while the schema registry is unavailable: the caller reads the partition again
   *     from this record
   */
  boolean receive(ConsumerRecord<String, byte[]> record) {
    var partition = new TopicPartition(record.topic(), record.partition());
    var queue = partitions.of(partition);
    if (queue.isEmpty() || registryRetryAt.containsKey(partition)) {
      return true; // a partition that waits for the registry is polled again
    }
    try {
      var command = CommandDecoder.decode(queue.get().lane().topic(), record.value());
      metrics.recordPolled(record.topic());
      receive(queue.get(), record, command);
      return true;
    } catch (RegistryUnavailableException e) {
      LOG.warn("{} waits for the schema registry: {}", partition, e.getMessage());
      registryRetryAt.put(partition, clocks.deadlineAfter(REGISTRY_PAUSE));
      return false;
    }
  }

  boolean waitsForRegistry(TopicPartition partition) {
    return registryRetryAt.containsKey(partition);
  }

  void retryRegistry() {
    registryRetryAt.values().removeIf(clocks::isPast);
  }

  void forget(Collection<TopicPartition> lost) {
    registryRetryAt.keySet().removeAll(lost);
  }

  private void receive(
      PartitionQueue queue, ConsumerRecord<String, byte[]> record, Optional<Command> command) {
    if (queue.isCompleted(record.offset())) {
      skip(queue, record);
    } else if (command.isPresent()) {
      receive(newRun(queue, record, command.get()));
    } else {
      skipUnreadable(queue, record);
    }
  }

  private void receive(CommandRun run) {
    run.queue().add(run);
    withdrawalGuard.admit(run).forEach(this::markOvertaken);
  }

  private void markOvertaken(CommandRun run) {
    var now = clocks.now();
    outcomeTransaction.addOutcome(run, CommandTransition.Overtaken.of(run), now, now);
  }

  private CommandRun newRun(
      PartitionQueue queue, ConsumerRecord<String, byte[]> record, Command command) {
    var worker = decoder.workerFor(command, queue.lane().defaultApi());
    boolean wasStarted = queue.wasStarted(command.getCommandId());
    var key = record.key() == null ? command.getAssetId() : record.key();
    var commandStep = firstStep(worker, command, wasStarted || isOld(command));
    // an earlier owner's call may still take effect; a person's retry comes long after it
    int lookUps = wasStarted ? Math.max(1, settings.lookUpDelays().size()) : 1;
    var commandProgress =
        commandStep == CommandStep.LOOK_UP
            ? CommandProgress.requiringLookUps(lookUps)
            : CommandProgress.INITIAL;
    var run =
        new CommandRun(queue, record.offset(), key, command, worker, commandStep, commandProgress);
    run.awaitStart(wasStarted ? lookUpNotBefore(queue, worker) : clocks.nanos().getAsLong());
    if (wasStarted) {
      run.recordLedgerEntry();
    }
    return run;
  }

  /** When a call that an earlier owner started can't take effect any more. */
  private long lookUpNotBefore(PartitionQueue queue, Worker worker) {
    return worker instanceof Worker.NonIdempotent nonIdempotent
        ? nonIdempotent
            .maxCreateDuration()
            .map(longest -> clocks.deadlineAfter(settings.leaveWithin().plus(longest)))
            .filter(later -> later - queue.lookUpNotBefore() > 0)
            .orElse(queue.lookUpNotBefore())
        : queue.lookUpNotBefore();
  }

  /** Kafka deletes the offsets of a group that was inactive for long; its commands may be done. */
  private boolean isOld(Command command) {
    return command
        .getEnvelope()
        .getReceivedAt()
        .isBefore(clocks.now().minus(MAX_AGE_WITHOUT_LOOK_UP));
  }

  private static CommandStep firstStep(Worker worker, Command command, boolean mayExist) {
    return switch (worker) {
      case Worker.Idempotent _ -> CommandStep.CALL;
      case Worker.NonIdempotent _ ->
          mayExist || command.getAttempt() > 1 ? CommandStep.LOOK_UP : CommandStep.PREPARE;
    };
  }

  /**
   * A record that is no command. It can't become a dead letter, which contains a command; so its
   * topic, partition and offset are logged, it is counted in health and metrics, and skipped.
   */
  private void skipUnreadable(PartitionQueue queue, ConsumerRecord<String, byte[]> record) {
    LOG.error(
        "The record in {}-{} at offset {} is no readable command and is skipped",
        record.topic(),
        record.partition(),
        record.offset());
    health.countUnreadable();
    skip(queue, record);
  }

  private void skip(PartitionQueue queue, ConsumerRecord<String, byte[]> record) {
    metrics.recordSkipped(record.topic());
    queue.skip(record.offset());
  }
}
