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
 * The open commands of one assigned partition, in order per key, and the offset that may be
 * committed. Protective commands wait for no other command. Only the poll thread uses it.
 */
final class PartitionQueue {

  private final CommandLane lane;
  private final TopicPartition partition;
  private final long lookUpNotBefore;
  private final NavigableMap<Long, CommandRun> open = new TreeMap<>();
  private final Map<String, ArrayDeque<CommandRun>> byKey = new LinkedHashMap<>();
  private final Set<CommandRun> protective = new LinkedHashSet<>();
  private final TreeSet<Long> completedOffsets;
  private final Map<String, LedgerEntry> startedEntries;
  private OptionalLong nextOffset;
  private boolean hasOffsetChange;

  /**
   * A partition that was just assigned.
   *
   * @param committed null if nothing was committed yet
   * @param started open ledger entries by command id
   * @param lookUpFrom see {@link #lookUpNotBefore}
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

  CommandLane lane() {
    return lane;
  }

  TopicPartition partition() {
    return partition;
  }

  /**
   * A point of the monotonic clock, before which calls that an earlier owner started are not looked
   * up.
   */
  long lookUpNotBefore() {
    return lookUpNotBefore;
  }

  /** Whether the offset moved without an outcome, such as past an unreadable record. */
  boolean hasOffsetChange() {
    return hasOffsetChange;
  }

  /** The offset was committed. */
  void recordCommit() {
    hasOffsetChange = false;
  }

  /** Whether the record at this offset got its outcome from an earlier owner. */
  boolean isCompleted(long offset) {
    return completedOffsets.contains(offset);
  }

  boolean wasStarted(String commandId) {
    return startedEntries.containsKey(commandId);
  }

  void add(CommandRun run) {
    advancePast(run.offset());
    open.put(run.offset(), run);
    if (run.isProtective()) {
      protective.add(run);
    } else {
      byKey.computeIfAbsent(run.key(), _ -> new ArrayDeque<>()).add(run);
    }
  }

  /** A record that needs no execution. */
  void skip(long offset) {
    advancePast(offset);
    hasOffsetChange = true;
  }

  void complete(CommandRun run) {
    open.remove(run.offset());
    protective.remove(run);
    completedOffsets.add(run.offset());
    startedEntries.remove(run.commandId());
    var queue = byKey.get(run.key());
    if (queue != null) {
      queue.remove(run);
      if (queue.isEmpty()) {
        byKey.remove(run.key());
      }
    }
  }

  /** The oldest open command of each key, and all protective commands. */
  Stream<CommandRun> heads() {
    return Stream.concat(protective.stream(), byKey.values().stream().map(ArrayDeque::getFirst));
  }

  /** When the oldest open command was issued. */
  Optional<Instant> oldestIssuedAt() {
    return open.isEmpty() ? Optional.empty() : Optional.of(open.firstEntry().getValue().issuedAt());
  }

  /** Its entries in the ledger that belong to open commands. */
  int ledgerEntries() {
    return (int) open.values().stream().filter(run -> run.hasLedgerEntry()).count();
  }

  /** The offset of the oldest open record; empty before the first record of a new group. */
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
   * Whether too many commands are open, or the oldest open record is too old for {@link
   * CompletedOffsets} to hold the commands that have ended since.
   */
  boolean isFull(int limit) {
    return open.size() >= limit
        || (!open.isEmpty()
            && nextOffset.orElse(0) - open.firstKey() > CompletedOffsets.WINDOW - 1_000);
  }

  private void advancePast(long offset) {
    nextOffset = OptionalLong.of(Math.max(offset + 1, nextOffset.orElse(0)));
  }
}
