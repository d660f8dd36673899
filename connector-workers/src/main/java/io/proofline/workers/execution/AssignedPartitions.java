package io.proofline.workers.execution;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/** The partitions in our hands, each with its backlog. Only the poll thread touches it. */
final class AssignedPartitions {

  private final Map<TopicPartition, PartitionQueue> queues = new HashMap<>();

  void add(PartitionQueue queue) {
    queues.put(queue.partition, queue);
  }

  Optional<PartitionQueue> remove(TopicPartition partition) {
    return Optional.ofNullable(queues.remove(partition));
  }

  Optional<PartitionQueue> of(TopicPartition partition) {
    return Optional.ofNullable(queues.get(partition));
  }

  Collection<PartitionQueue> all() {
    return queues.values();
  }

  /** Whether the work's partition is still ours, and has been since the work was taken. */
  boolean owns(CommandRun run) {
    return queues.get(run.queue.partition) == run.queue;
  }

  /** Those that may go on, as far as the order of their own lane is concerned. */
  Stream<CommandRun> heads() {
    return queues.values().stream().flatMap(PartitionQueue::heads);
  }

  int openCommands(String lane) {
    return of(lane).mapToInt(PartitionQueue::size).sum();
  }

  /** When the command was asked that has been open in a lane for longest. */
  Optional<Instant> oldestIssuedAt(String lane) {
    return of(lane).flatMap(queue -> queue.oldestIssuedAt().stream()).min(Instant::compareTo);
  }

  /** Entries of the ledger that stand for something open. */
  int ledgerEntries() {
    return queues.values().stream().mapToInt(PartitionQueue::ledgerEntries).sum();
  }

  private Stream<PartitionQueue> of(String lane) {
    return queues.values().stream().filter(queue -> queue.lane.name().equals(lane));
  }
}
