package io.proofline.workers.loop;

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
final class Backlog {

  final Lane lane;
  final TopicPartition partition;

  /** Before this point of the monotonic clock nothing that a predecessor started is looked up. */
  final long lookUpFrom;

  private final NavigableMap<Long, Work> open = new TreeMap<>();
  private final Map<String, ArrayDeque<Work>> byKey = new LinkedHashMap<>();
  private final Set<Work> protective = new LinkedHashSet<>();
  private final TreeSet<Long> ended;
  private final Map<String, LedgerEntry> started;
  private OptionalLong next;

  /** Set when the offset can move without an ending, such as past an unreadable record. */
  boolean moved;

  /**
   * A partition just taken over.
   *
   * @param committed null when nothing was committed yet
   * @param started open ledger entries by command id
   */
  Backlog(
      Lane lane,
      TopicPartition partition,
      @Nullable OffsetAndMetadata committed,
      Map<String, LedgerEntry> started,
      long lookUpFrom) {
    this.lane = lane;
    this.partition = partition;
    this.lookUpFrom = lookUpFrom;
    this.started = started;
    this.next = committed == null ? OptionalLong.empty() : OptionalLong.of(committed.offset());
    this.ended =
        committed == null
            ? new TreeSet<>()
            : new TreeSet<>(EndedOffsets.read(committed.offset(), committed.metadata()));
  }

  /** Whether a record at this offset has ended under an earlier owner. */
  boolean hasEnded(long offset) {
    return ended.contains(offset);
  }

  boolean wasStarted(String commandId) {
    return started.containsKey(commandId);
  }

  void take(Work work) {
    passed(work.offset);
    open.put(work.offset, work);
    if (work.isProtective()) {
      protective.add(work);
    } else {
      byKey.computeIfAbsent(work.key, _ -> new ArrayDeque<>()).add(work);
    }
  }

  /** A record with nothing to do in it. */
  void skip(long offset) {
    passed(offset);
    moved = true;
  }

  void end(Work work) {
    open.remove(work.offset);
    protective.remove(work);
    ended.add(work.offset);
    started.remove(work.command.getCommandId());
    var queue = byKey.get(work.key);
    if (queue != null) {
      queue.remove(work);
      if (queue.isEmpty()) {
        byKey.remove(work.key);
      }
    }
  }

  /** The oldest open command of each key, and all that wait for no other. */
  Stream<Work> heads() {
    return Stream.concat(protective.stream(), byKey.values().stream().map(ArrayDeque::getFirst));
  }

  /** When the oldest open command was asked. */
  Optional<Instant> oldest() {
    return open.isEmpty()
        ? Optional.empty()
        : Optional.of(open.firstEntry().getValue().command.getEnvelope().getReceivedAt());
  }

  /** Its entries in the ledger, as far as they stand for something open. */
  int entries() {
    return (int) open.values().stream().filter(work -> work.entered).count();
  }

  /** Up to the oldest unfinished record; empty before the first record of a fresh group. */
  Optional<OffsetAndMetadata> position() {
    if (next.isEmpty()) {
      return Optional.empty();
    }
    long base = open.isEmpty() ? next.getAsLong() : open.firstKey();
    ended.headSet(base).clear();
    return Optional.of(new OffsetAndMetadata(base, EndedOffsets.write(base, ended)));
  }

  int size() {
    return open.size();
  }

  /**
   * Too much is open, or the oldest open record lies too far behind to say what has ended since.
   */
  boolean isFull(int most) {
    return open.size() >= most
        || (!open.isEmpty() && next.orElse(0) - open.firstKey() > EndedOffsets.WINDOW - 1_000);
  }

  private void passed(long offset) {
    next = OptionalLong.of(Math.max(offset + 1, next.orElse(0)));
  }
}
