package io.proofline.workers.execution;

import io.proofline.schemas.SkippingDecoder;
import io.proofline.schemas.Topic;
import io.proofline.schemas.TopicScan;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.LedgerEntry;
import io.proofline.workers.work.Clocks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the state that a new owner of partitions needs before it executes commands: open entries of
 * the ledger, and protective commands of the last seven days, which forbid older publishing
 * commands also after their own outcome. Reads committed records only, up to the end at the start
 * of the reading; the caller has waited for the previous owner's transaction. If an earlier owner
 * left a transaction open in the ledger, entries behind it can't be read yet: Kafka aborts it
 * within seconds, and the reading waits for that.
 */
final class PartitionRecovery {

  /** No lane is expected to lag by more. */
  private static final Duration WITHDRAWAL_LOOKBACK = Duration.ofDays(7);

  private final Topic<String, LedgerEntry> ledger;
  private final Map<String, Topic<String, Command>> urgentLanes;
  private final Supplier<Consumer<String, byte[]>> readers;
  private final Supplier<Consumer<String, byte[]>> uncommittedReaders;
  private final SkippingDecoder ledgerDecoder;
  private final Clocks clocks;

  /**
   * A reader for any of the partitions.
   *
   * @param readers of committed records
   * @param uncommitted readers that also see records of open transactions
   */
  PartitionRecovery(
      Topics topics,
      Supplier<Consumer<String, byte[]>> readers,
      Supplier<Consumer<String, byte[]>> uncommitted,
      SkippingDecoder ledgerDecoder,
      Clocks clocks) {
    this.ledger = topics.ledger();
    this.urgentLanes =
        Map.of(
            topics.commandLanes().urgentZiflow().name(), topics.commandLanes().urgentZiflow(),
            topics.commandLanes().urgentLibrary().name(), topics.commandLanes().urgentLibrary());
    this.readers = readers;
    this.uncommittedReaders = uncommitted;
    this.ledgerDecoder = ledgerDecoder;
    this.clocks = clocks;
  }

  /**
   * The state of partitions, by their number.
   *
   * @param started open entries of the ledger by command id
   * @param protective commands, in order
   */
  record RecoveredState(
      Map<Integer, Map<String, LedgerEntry>> started, Map<Integer, List<Command>> protective) {

    /** A copy of one partition's entries, which the caller may change. */
    Map<String, LedgerEntry> started(int partition) {
      return new HashMap<>(started.getOrDefault(partition, Map.of()));
    }
  }

  RecoveredState read(Set<Integer> numbers) {
    var recoveredState = new RecoveredState(new HashMap<>(), new HashMap<>());
    try (var reader = readers.get()) {
      var assigned =
          Stream.concat(Stream.of(ledger.name()), urgentLanes.keySet().stream())
              .flatMap(topic -> numbers.stream().map(n -> new TopicPartition(topic, n)))
              .toList();
      reader.assign(assigned);
      seekToStart(reader, assigned);
      var until = new HashMap<>(reader.endOffsets(assigned));
      until.putAll(endOfLedger(assigned));
      TopicScan.until(reader, until).readToEnd(record -> collect(record, recoveredState));
    }
    return recoveredState;
  }

  /**
   * Uncommitted records included: committed entries may follow another owner's open transaction.
   */
  private Map<TopicPartition, Long> endOfLedger(List<TopicPartition> assigned) {
    try (var reader = uncommittedReaders.get()) {
      return reader.endOffsets(
          assigned.stream().filter(p -> p.topic().equals(ledger.name())).toList());
    }
  }

  private void seekToStart(Consumer<String, byte[]> reader, List<TopicPartition> assigned) {
    long since = clocks.now().minus(WITHDRAWAL_LOOKBACK).toEpochMilli();
    var lanes = assigned.stream().filter(p -> urgentLanes.containsKey(p.topic())).toList();
    reader.seekToBeginning(assigned);
    reader.seekToEnd(lanes);
    var timestamps = new HashMap<TopicPartition, Long>();
    lanes.forEach(partition -> timestamps.put(partition, since));
    reader
        .offsetsForTimes(timestamps)
        .forEach((partition, found) -> seek(reader, partition, Optional.ofNullable(found)));
  }

  private static void seek(
      Consumer<String, byte[]> reader,
      TopicPartition partition,
      Optional<OffsetAndTimestamp> found) {
    found.ifPresent(at -> reader.seek(partition, at.offset()));
  }

  private void collect(ConsumerRecord<String, byte[]> record, RecoveredState recoveredState) {
    var lane = urgentLanes.get(record.topic());
    if (lane == null) {
      collectEntry(
          record,
          recoveredState.started().computeIfAbsent(record.partition(), _ -> new HashMap<>()));
    } else {
      CommandDecoder.decode(lane, record.value())
          .filter(Command::getProtective)
          .ifPresent(command ->
              recoveredState
                  .protective()
                  .computeIfAbsent(record.partition(), _ -> new ArrayList<>())
                  .add(command));
    }
  }

  private void collectEntry(ConsumerRecord<String, byte[]> record, Map<String, LedgerEntry> open) {
    ledgerDecoder.decode(
        ledger,
        record,
        (command, entry) -> {
          if (entry == null) {
            open.remove(command);
          } else {
            open.put(command, entry);
          }
        },
        command -> open.putIfAbsent(command, unreadableEntry(command, record)));
  }

  /** Replaces an entry that can't be read: its call may have been made, so it is looked up. */
  private static LedgerEntry unreadableEntry(
      String command, ConsumerRecord<String, byte[]> record) {
    return LedgerEntry.newBuilder()
        .setCommandId(command)
        .setTopic("")
        .setOffset(0)
        .setAttempt(1)
        .setStartedAt(Instant.ofEpochMilli(record.timestamp()))
        .setOwner("")
        .build();
  }
}
