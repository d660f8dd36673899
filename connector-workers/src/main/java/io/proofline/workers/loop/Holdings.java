package io.proofline.workers.loop;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/** The partitions in our hands, each with its backlog. Only the poll thread touches it. */
final class Holdings {

  private final Map<TopicPartition, Backlog> backlogs = new HashMap<>();

  void hold(Backlog backlog) {
    backlogs.put(backlog.partition, backlog);
  }

  Optional<Backlog> lose(TopicPartition partition) {
    return Optional.ofNullable(backlogs.remove(partition));
  }

  Optional<Backlog> of(TopicPartition partition) {
    return Optional.ofNullable(backlogs.get(partition));
  }

  Collection<Backlog> all() {
    return backlogs.values();
  }

  /** Whether the work's partition is still ours, and has been since the work was taken. */
  boolean have(Work work) {
    return backlogs.get(work.backlog.partition) == work.backlog;
  }

  /** Those that may go on, as far as the order of their own lane is concerned. */
  Stream<Work> heads() {
    return backlogs.values().stream().flatMap(Backlog::heads);
  }

  int open(String lane) {
    return of(lane).mapToInt(Backlog::size).sum();
  }

  /** When the command was asked that has been open in a lane for longest. */
  Optional<Instant> oldest(String lane) {
    return of(lane).flatMap(backlog -> backlog.oldest().stream()).min(Instant::compareTo);
  }

  /** Entries of the ledger that stand for something open. */
  int entries() {
    return backlogs.values().stream().mapToInt(Backlog::entries).sum();
  }

  private Stream<Backlog> of(String lane) {
    return backlogs.values().stream().filter(backlog -> backlog.lane.name().equals(lane));
  }
}
