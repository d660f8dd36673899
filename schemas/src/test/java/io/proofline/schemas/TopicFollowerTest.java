package io.proofline.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.schemas.avro.PollCursor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Checks that a compacted topic is read to its end, and again after a failure. */
@Timeout(20)
class TopicFollowerTest {

  private static final Topic<String, PollCursor> TOPIC =
      Topics.of("", 8, new InMemorySchemaRegistry()).pollCursor();
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC.name(), 0);

  private final Queue<Consumer<String, byte[]>> consumers = new ArrayDeque<>();
  private final BlockingQueue<Optional<String>> failuresAtStarts = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final CountDownLatch complete = new CountDownLatch(1);
  private final TopicFollower<PollCursor> follower =
      new TopicFollower<>(
          TOPIC,
          this::nextConsumer,
          (key, value) -> received.add(value == null ? "no " + key : key),
          complete::countDown,
          Duration.ofMillis(1));

  @AfterEach
  void end() {
    follower.stop();
  }

  @Test
  void records_and_tombstones_are_passed_on_and_unreadable_ones_are_skipped()
      throws InterruptedException {
    consumers.add(
        consumer(
            List.of(
                record(0, "a", cursor()),
                record(1, null, cursor()),
                record(2, "b", new byte[] {1, 2, 3}),
                record(3, "a", null),
                record(4, "c", cursor()))));

    follower.start();
    complete.await();

    assertThat(received).containsExactly("a", "no a", "c");
    assertThat(follower.skipped()).isEqualTo(2);
    assertThat(follower.failure()).isEmpty();
  }

  @Test
  void after_a_failure_the_topic_is_read_again_and_the_failure_is_over_at_its_end()
      throws InterruptedException {
    var failing = consumer(List.of(record(0, "a", new byte[] {1, 2, 3})));
    failing.schedulePollTask(() -> {});
    failing.schedulePollTask(() -> failing.setPollException(new KafkaException("away")));
    consumers.add(failing);
    consumers.add(
        consumer(List.of(record(0, "a", new byte[] {1, 2, 3}), record(1, "b", cursor()))));

    follower.start();
    assertThat(received.take()).isEqualTo("b");
    await().until(() -> follower.failure().isEmpty()); // the first consumer was complete, too

    assertThat(failuresAtStarts)
        .containsExactly(Optional.empty(), Optional.of("KafkaException: away"));
    assertThat(follower.skipped()).as("counted once").isEqualTo(1);
  }

  private Consumer<String, byte[]> nextConsumer() {
    failuresAtStarts.add(follower.failure());
    return consumers.remove();
  }

  private static MockConsumer<String, byte[]> consumer(
      List<ConsumerRecord<String, byte[]>> records) {
    var consumer = new MockConsumer<String, byte[]>("earliest");
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, (long) records.size()));
    consumer.schedulePollTask(() -> records.forEach(consumer::addRecord));
    return consumer;
  }

  private static ConsumerRecord<String, byte[]> record(long offset, String key, byte[] value) {
    return new ConsumerRecord<>(TOPIC.name(), 0, offset, key, value);
  }

  private static byte[] cursor() {
    var cursor = PollCursor.newBuilder().setReadUntil(Instant.EPOCH).setBaselineDone(true).build();
    return TOPIC.values().serializer().serialize(TOPIC.name(), cursor);
  }
}
