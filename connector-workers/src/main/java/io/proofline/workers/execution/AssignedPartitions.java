package io.proofline.workers.execution;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/** The partitions assigned to this instance, each with its queue. Only the poll thread uses it. */
final class AssignedPartitions {

  private final Map<TopicPartition, PartitionQueue> queues = new HashMap<>();

  void add(PartitionQueue queue) {
    queues.put(queue.partition(), queue);
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

  /** Whether the command's partition has been assigned here without a break since its poll. */
  boolean owns(CommandRun run) {
    return queues.get(run.queue().partition()) == run.queue();
  }

  /** Commands whose next step may begin, as far as the order in their own lane decides. */
  Stream<CommandRun> heads() {
    return queues.values().stream().flatMap(PartitionQueue::heads);
  }

  int openCommands(String lane) {
    return of(lane).mapToInt(PartitionQueue::size).sum();
  }

  /** When the oldest open command of a lane was issued. */
  Optional<Instant> oldestIssuedAt(String lane) {
    return of(lane).flatMap(queue -> queue.oldestIssuedAt().stream()).min(Instant::compareTo);
  }

  /** Entries of the ledger that belong to open commands. */
  int ledgerEntries() {
    return queues.values().stream().mapToInt(PartitionQueue::ledgerEntries).sum();
  }

  private Stream<PartitionQueue> of(String lane) {
    return queues.values().stream().filter(queue -> queue.lane().name().equals(lane));
  }
}
