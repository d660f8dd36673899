package io.proofline.schemas;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics of an installation, on the embedded broker and on a cluster. */
public final class TopicCreator {

  private static final Duration VISIBLE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private TopicCreator() {}

  /**
   * Creates the missing topics and leaves existing ones unchanged. Returns when every partition has
   * a leader that answers, after 60 s at most.
   *
   * @param adminSettings of a Kafka admin client, {@code bootstrap.servers} at least
   * @param replication copies of each new topic; -1 for the broker's default
   * @throws IllegalStateException if an existing topic has another partition count
   */
  public static void create(Topics topics, Map<String, Object> adminSettings, short replication) {
    try (var admin = Admin.create(adminSettings)) {
      var existing = PartitionCounts.read(admin, topics.all());
      topics
          .all()
          .forEach(topic ->
              requireCount(topic, existing.getOrDefault(topic.name(), topic.partitions())));
      createMissing(
          admin,
          topics.all().stream().filter(t -> !existing.containsKey(t.name())).toList(),
          replication);
      awaitVisible(admin, topics.all());
      awaitLeaders(admin, topics.all());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while creating topics", e);
    }
  }

  private static void requireCount(Topic<?, ?> topic, int found) {
    PartitionCounts.mismatch(topic, found)
        .ifPresent(message -> {
          throw new IllegalStateException(message);
        });
  }

  private static void createMissing(Admin admin, List<Topic<?, ?>> missing, short replication)
      throws InterruptedException {
    var answers = admin.createTopics(missing.stream().map(t -> newTopic(t, replication)).toList());
    for (var answer : answers.values().values()) {
      try {
        answer.get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw new KafkaException("Kafka refused to create a topic", e.getCause());
        }
      }
    }
  }

  private static NewTopic newTopic(Topic<?, ?> topic, short replication) {
    return new NewTopic(topic.name(), topic.partitions(), replication).configs(topic.settings());
  }

  /** Brokers learn of new topics a moment after the controller created them. */
  private static void awaitVisible(Admin admin, List<Topic<?, ?>> topics)
      throws InterruptedException {
    long end = System.nanoTime() + VISIBLE.toNanos();
    while (PartitionCounts.read(admin, topics).size() < topics.size()) {
      if (System.nanoTime() > end) {
        throw new KafkaException("New topics are not visible after " + VISIBLE);
      }
      Thread.sleep(PAUSE);
    }
  }

  /**
   * A producer whose first batch meets a leader that is not ready may send its second batch before
   * it repeats the first. The broker accepts the second from a producer that it does not know, and
   * then refuses the first for ever. The admin client asks until each leader answers.
   */
  private static void awaitLeaders(Admin admin, List<Topic<?, ?>> topics)
      throws InterruptedException {
    var partitions =
        topics.stream()
            .flatMap(topic ->
                IntStream.range(0, topic.partitions())
                    .mapToObj(number -> new TopicPartition(topic.name(), number)))
            .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
    try {
      admin.listOffsets(partitions).all().get(VISIBLE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("New topics have no leaders after " + VISIBLE, e);
    }
  }
}
