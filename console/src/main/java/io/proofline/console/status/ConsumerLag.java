package io.proofline.console.status;

import io.proofline.console.readmodel.EndOffsets;
import io.proofline.console.readmodel.EndOffsets.Unread;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Measures how far a consumer group is behind, in records and in time. It reads the first record
 * that the group has not completed, so that markers of transactions do not count as one.
 * Thread-safe; one measurement at a time.
 */
final class ConsumerLag implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final KafkaConnection kafka;
  private final EndOffsets endOffsets;
  private @Nullable Consumer<String, byte[]> reader;

  ConsumerLag(KafkaConnection kafka, EndOffsets endOffsets) {
    this.kafka = kafka;
    this.endOffsets = endOffsets;
  }

  /**
   * How far a group is behind in a topic.
   *
   * @param records that it has not completed; markers of transactions between them count
   * @param oldest time of the oldest of them; null for none
   */
  record Lag(long records, @Nullable Instant oldest) {

    static final Lag NONE = new Lag(0, null);

    Lag plus(Lag other) {
      boolean isOlder = other.oldest != null && (oldest == null || other.oldest.isBefore(oldest));
      return new Lag(records + other.records, isOlder ? other.oldest : oldest);
    }
  }

  /**
   * The lag of a group in each topic, by its name.
   *
   * @throws KafkaException if Kafka does not answer
   */
  synchronized Map<String, Lag> of(Collection<Topic<String, ?>> topics, String group) {
    var unread = endOffsets.unread(topics, group);
    var byTopic =
        topics.stream().collect(Collectors.toMap(Topic::name, _ -> Lag.NONE, (a, _) -> a));
    if (!unread.isEmpty()) {
      first(unread).forEach((partition, lag) -> byTopic.merge(partition.topic(), lag, Lag::plus));
    }
    return byTopic;
  }

  private Map<TopicPartition, Lag> first(Map<TopicPartition, Unread> unread) {
    try {
      return read(reader(), unread);
    } catch (KafkaException e) {
      close();
      throw e;
    }
  }

  private static Map<TopicPartition, Lag> read(
      Consumer<String, byte[]> reader, Map<TopicPartition, Unread> unread) {
    var found = new HashMap<TopicPartition, Lag>();
    reader.assign(unread.keySet());
    unread.forEach((partition, range) -> reader.seek(partition, range.from()));
    long end = System.nanoTime() + TIMEOUT.toNanos();
    while (!reader.assignment().isEmpty()) {
      if (System.nanoTime() > end) {
        throw new KafkaException("Kafka does not answer: the lag of %s".formatted(unread.keySet()));
      }
      var records = reader.poll(POLL);
      for (var partition : records.partitions()) {
        var first = records.records(partition).getFirst();
        var to = Objects.requireNonNull(unread.get(partition)).to();
        found.putIfAbsent(
            partition,
            new Lag(Math.max(1, to - first.offset()), Instant.ofEpochMilli(first.timestamp())));
      }
      reader.assign(
          reader.assignment().stream()
              .filter(partition ->
                  !found.containsKey(partition)
                      && reader.position(partition)
                          < Objects.requireNonNull(unread.get(partition)).to())
              .toList());
    }
    return found;
  }

  private Consumer<String, byte[]> reader() {
    var open = reader;
    if (open == null) {
      open = kafka.committedReader("console-lag");
      reader = open;
    }
    return open;
  }

  @Override
  public synchronized void close() {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }
}
