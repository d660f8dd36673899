package io.proofline.console.readmodel;

import io.proofline.console.database.SqlDatabase;
import io.proofline.console.readmodel.SourcePositions.Move;
import io.proofline.schemas.RegistryUnavailableException;
import io.proofline.schemas.SkippingDecoder;
import io.proofline.schemas.avro.Comment;
import io.proofline.schemas.avro.Person;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Writes batches of records and the new positions in one transaction, so that each record counts
 * once, whenever the process is killed. A record that can't be read is skipped, logged and counted.
 */
final class BatchWriter {

  private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);

  private final SqlDatabase database;
  private final SourcePositions positions;
  private final SkippingDecoder decoder;
  private final Map<String, Projection<?>> projections;

  /** Also of a former run, which may have been killed before it removed them. */
  private volatile boolean hasErasedBytes = true;

  private final Runnable onRefused;

  /**
   * A writer.
   *
   * @param onRefused called for each record that the database refuses
   */
  BatchWriter(
      SqlDatabase database,
      SourcePositions positions,
      SkippingDecoder decoder,
      List<Projection<?>> projections,
      Runnable onRefused) {
    this.database = database;
    this.positions = positions;
    this.decoder = decoder;
    this.onRefused = onRefused;
    this.projections =
        projections.stream()
            .collect(Collectors.toUnmodifiableMap(each -> each.topic().name(), each -> each));
  }

  /**
   * Writes a batch. If the database refuses a record, such as one with a text that is too long for
   * an index, the others are written one by one, and it is skipped, logged and counted.
   *
   * @param moves of the positions of the batch's partitions
   * @throws SourcePositions.PositionMovedException if another instance writes these partitions
   * @throws DataAccessException if the database is not available
   */
  void write(List<ConsumerRecord<String, byte[]>> records, List<Move> moves) {
    try {
      writeTogether(records, moves);
    } catch (RuntimeException e) {
      if (!isRefusal(e)) {
        throw e;
      }
      writeOneByOne(records, moves);
    }
  }

  private boolean isRefusal(RuntimeException e) {
    return switch (e) {
      case SourcePositions.PositionMovedException _,
          RegistryUnavailableException _,
          TransactionException _ ->
          false;
      case DataAccessException _ -> database.product().refuses(e);
      default -> true; // of our own code, for this record
    };
  }

  private void writeOneByOne(List<ConsumerRecord<String, byte[]>> records, List<Move> moves) {
    var next = new HashMap<TopicPartition, Long>();
    moves.forEach(move -> next.put(move.partition(), move.from()));
    for (var record : records) {
      var partition = new TopicPartition(record.topic(), record.partition());
      var move =
          new Move(partition, next.getOrDefault(partition, record.offset()), record.offset() + 1);
      writeOrSkip(record, move);
      next.put(partition, move.to());
    }
    writeTogether(
        List.of(),
        moves.stream()
            .map(move ->
                new Move(
                    move.partition(), next.getOrDefault(move.partition(), move.from()), move.to()))
            .filter(move -> move.from() != move.to())
            .toList());
  }

  private void writeOrSkip(ConsumerRecord<String, byte[]> record, Move move) {
    try {
      writeTogether(List.of(record), List.of(move));
    } catch (RuntimeException e) {
      if (!isRefusal(e)) {
        throw e;
      }
      LOG.error(
          "The record in {} at offset {} can't be stored and is skipped: {}",
          move.partition(),
          record.offset(),
          e.getMessage());
      onRefused.run();
      writeTogether(List.of(), List.of(move));
    }
  }

  private void writeTogether(List<ConsumerRecord<String, byte[]>> records, List<Move> moves) {
    var byTopic = new TreeMap<String, List<ConsumerRecord<String, byte[]>>>();
    records.forEach(
        record -> byTopic.computeIfAbsent(record.topic(), _ -> new ArrayList<>()).add(record));
    var batches = byTopic.entrySet().stream().map(this::decode).toList();
    database
        .transactions()
        .executeWithoutResult(_ -> {
          moves.stream()
              .sorted(Comparator.comparing(Move::partition, SourcePositions.BY_NAME))
              .forEach(positions::move);
          batches.forEach(batch -> batch.apply(database));
        });
    if (batches.stream().anyMatch(Batch::erases)) {
      hasErasedBytes = true;
    }
  }

  private Batch<?> decode(Map.Entry<String, List<ConsumerRecord<String, byte[]>>> topic) {
    return decode(Objects.requireNonNull(projections.get(topic.getKey())), topic.getValue());
  }

  private <V extends SpecificRecordBase> Batch<V> decode(
      Projection<V> projection, List<ConsumerRecord<String, byte[]>> records) {
    var changes = new ArrayList<Change<V>>(records.size());
    for (var record : records) {
      decoder.decode(
          projection.topic(),
          record,
          (key, value) ->
              changes.add(new Change<>(key, value, record.partition(), record.offset())));
    }
    return new Batch<>(projection, changes);
  }

  /**
   * Removes the bytes of erased texts from the files, if any text was erased since the last call
   * that succeeded.
   */
  void removeErasedBytes() {
    if (!hasErasedBytes) {
      return;
    }
    hasErasedBytes = false;
    try {
      database.removeErasedBytes();
    } catch (DataAccessException | IllegalStateException e) {
      hasErasedBytes = true;
      LOG.warn(
          "The bytes of erased texts are still in the files of the database {}, and are removed at"
              + " the next attempt: {}",
          database.name(),
          e.getMessage());
    }
  }

  private record Batch<V extends SpecificRecordBase>(
      Projection<V> projection, List<Change<V>> changes) {

    void apply(SqlDatabase database) {
      if (!changes.isEmpty()) {
        projection.apply(database.writer(), changes);
      }
    }

    boolean erases() {
      return changes.stream()
          .anyMatch(change ->
              switch (change.value()) {
                case Person person -> person.getErasedAt() != null;
                case Comment comment -> comment.getText() == null;
                case null, default -> false;
              });
    }
  }
}
