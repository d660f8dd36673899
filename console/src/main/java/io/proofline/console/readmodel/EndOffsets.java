package io.proofline.console.readmodel;

import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Asks Kafka for the ends of partitions and the positions of consumer groups. Thread-safe. */
public final class EndOffsets implements AutoCloseable {

  private static final int TIMEOUT_SECONDS = 10;

  private final Admin admin;

  public EndOffsets(KafkaConnection kafka) {
    admin = Admin.create(kafka.clientSettings(kafka.prefix() + "console-offsets"));
  }

  /** The ends of partitions, before records of open transactions. */
  Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
    var latest =
        partitions.stream()
            .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
    var answer =
        await(
            admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all());
    var ends = new HashMap<TopicPartition, Long>();
    answer.forEach((partition, result) -> ends.put(partition, result.offset()));
    return ends;
  }

  /** The end of a topic that has one partition, before records of open transactions. */
  public long end(Topic<String, ?> topic) {
    return ends(AsOf.partitions(List.of(topic))).values().stream().mapToLong(Long::longValue).sum();
  }

  /** The time of the newest record of a topic; empty if there is none. */
  public Optional<Instant> newest(Topic<String, ?> topic) {
    var newest =
        AsOf.partitions(List.of(topic)).stream()
            .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.maxTimestamp()));
    return await(admin.listOffsets(newest).all()).values().stream()
        .map(ListOffsetsResult.ListOffsetsResultInfo::timestamp)
        .filter(millis -> millis >= 0)
        .max(Long::compare)
        .map(Instant::ofEpochMilli);
  }

  /** Offsets of a partition that a consumer group has not completed; {@code to} is behind them. */
  public record Unread(long from, long to) {}

  /**
   * The offsets of topics that a consumer group has not completed and that Kafka still has, by
   * partition; without the partitions where there are none.
   */
  public Map<TopicPartition, Unread> unread(Collection<Topic<String, ?>> topics, String group) {
    var partitions = AsOf.partitions(List.copyOf(topics));
    var reached = committed(group);
    var unread = new HashMap<TopicPartition, Unread>();
    var starts = starts(partitions);
    ends(partitions)
        .forEach((partition, end) -> {
          long from =
              Math.max(reached.getOrDefault(partition, 0L), starts.getOrDefault(partition, 0L));
          if (from < end) {
            unread.put(partition, new Unread(from, end));
          }
        });
    return unread;
  }

  private Map<TopicPartition, Long> starts(Collection<TopicPartition> partitions) {
    var earliest =
        partitions.stream()
            .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.earliest()));
    var starts = new HashMap<TopicPartition, Long>();
    await(admin.listOffsets(earliest).all())
        .forEach((partition, result) -> starts.put(partition, result.offset()));
    return starts;
  }

  /** The committed positions of a consumer group. */
  Map<TopicPartition, Long> committed(String group) {
    var positions = new HashMap<TopicPartition, Long>();
    await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .forEach((partition, position) -> {
          if (position != null) {
            positions.put(partition, position.offset());
          }
        });
    return positions;
  }

  private static <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while asking Kafka", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("Kafka does not answer: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(2));
  }
}
