package io.proofline.workers.execution;

import io.proofline.schemas.avro.LedgerEntry;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One partition of one lane in our hands: what is open, in order for each key, and how far the
 * committed offset may move. Protective commands stand beside that order. Only the poll thread
 * touches it.
 */
final class PartitionQueue {

  final CommandLane lane;
  final TopicPartition partition;

  /** Before this point of the monotonic clock nothing that a predecessor started is looked up. */
  final long lookUpNotBefore;

  private final NavigableMap<Long, CommandRun> open = new TreeMap<>();
  private final Map<String, ArrayDeque<CommandRun>> byKey = new LinkedHashMap<>();
  private final Set<CommandRun> protective = new LinkedHashSet<>();
  private final TreeSet<Long> completedOffsets;
  private final Map<String, LedgerEntry> startedEntries;
  private OptionalLong nextOffset;

  /** Set when the offset can move without an ending, such as past an unreadable record. */
  boolean hasOffsetChange;

  /**
   * A partition just taken over.
   *
   * @param committed null when nothing was committed yet
   * @param started open ledger entries by command id
   */
  PartitionQueue(
      CommandLane commandLane,
      TopicPartition partition,
      @Nullable OffsetAndMetadata committed,
      Map<String, LedgerEntry> started,
      long lookUpFrom) {
    this.lane = commandLane;
    this.partition = partition;
    this.lookUpNotBefore = lookUpFrom;
    this.startedEntries = started;
    this.nextOffset =
        committed == null ? OptionalLong.empty() : OptionalLong.of(committed.offset());
    this.completedOffsets =
        committed == null
            ? new TreeSet<>()
            : new TreeSet<>(CompletedOffsets.decode(committed.offset(), committed.metadata()));
  }

  /** Whether a record at this offset has ended under an earlier owner. */
  boolean isCompleted(long offset) {
    return completedOffsets.contains(offset);
  }

  boolean wasStarted(String commandId) {
    return startedEntries.containsKey(commandId);
  }

  void add(CommandRun run) {
    advancePast(run.offset);
    open.put(run.offset, run);
    if (run.isProtective()) {
      protective.add(run);
    } else {
      byKey.computeIfAbsent(run.key, _ -> new ArrayDeque<>()).add(run);
    }
  }

  /** A record with nothing to do in it. */
  void skip(long offset) {
    advancePast(offset);
    hasOffsetChange = true;
  }

  void complete(CommandRun run) {
    open.remove(run.offset);
    protective.remove(run);
    completedOffsets.add(run.offset);
    startedEntries.remove(run.command.getCommandId());
    var queue = byKey.get(run.key);
    if (queue != null) {
      queue.remove(run);
      if (queue.isEmpty()) {
        byKey.remove(run.key);
      }
    }
  }

  /** The oldest open command of each key, and all that wait for no other. */
  Stream<CommandRun> heads() {
    return Stream.concat(protective.stream(), byKey.values().stream().map(ArrayDeque::getFirst));
  }

  /** When the oldest open command was asked. */
  Optional<Instant> oldestIssuedAt() {
    return open.isEmpty()
        ? Optional.empty()
        : Optional.of(open.firstEntry().getValue().command.getEnvelope().getReceivedAt());
  }

  /** Its entries in the ledger, as far as they stand for something open. */
  int ledgerEntries() {
    return (int) open.values().stream().filter(run -> run.hasLedgerEntry).count();
  }

  /** Up to the oldest unfinished record; empty before the first record of a fresh group. */
  Optional<OffsetAndMetadata> committableOffset() {
    if (nextOffset.isEmpty()) {
      return Optional.empty();
    }
    long base = open.isEmpty() ? nextOffset.getAsLong() : open.firstKey();
    completedOffsets.headSet(base).clear();
    return Optional.of(
        new OffsetAndMetadata(base, CompletedOffsets.encode(base, completedOffsets)));
  }

  int size() {
    return open.size();
  }

  /**
   * Too much is open, or the oldest open record lies too far behind to say what has ended since.
   */
  boolean isFull(int most) {
    return open.size() >= most
        || (!open.isEmpty()
            && nextOffset.orElse(0) - open.firstKey() > CompletedOffsets.WINDOW - 1_000);
  }

  private void advancePast(long offset) {
    nextOffset = OptionalLong.of(Math.max(offset + 1, nextOffset.orElse(0)));
  }
}
