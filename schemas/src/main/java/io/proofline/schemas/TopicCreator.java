package io.proofline.schemas;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates the topics of an installation, on the embedded broker and on a cluster. */
public final class TopicCreator {

  private static final Duration VISIBLE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private TopicCreator() {}

  /**
   * Creates the missing topics and leaves existing ones unchanged. Returns when every topic is
   * visible, after 30 s at most.
   *
   * @param adminSettings of a Kafka admin client, {@code bootstrap.servers} at least
   * @param replication copies of each new topic; -1 for the broker's default
   * @throws IllegalStateException if an existing topic has another partition count
   */
  public static void create(Topics topics, Map<String, Object> adminSettings, short replication) {
    try (var admin = Admin.create(adminSettings)) {
      var existing = partitionCounts(admin, topics.all());
      topics.all().forEach(topic -> refuseAnotherCount(topic, existing));
      make(
          admin,
          topics.all().stream().filter(t -> !existing.containsKey(t.name())).toList(),
          replication);
      awaitVisible(admin, topics.all());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while creating topics", e);
    }
  }

  private static Map<String, Integer> partitionCounts(Admin admin, List<Topic<?, ?>> topics)
      throws InterruptedException {
    var asked = admin.describeTopics(topics.stream().map(Topic::name).toList()).topicNameValues();
    var counts = new HashMap<String, Integer>();
    for (var answer : asked.entrySet()) {
      try {
        counts.put(answer.getKey(), answer.getValue().get().partitions().size());
      } catch (ExecutionException e) {
        unless(UnknownTopicOrPartitionException.class, e);
      }
    }
    return counts;
  }

  private static void refuseAnotherCount(Topic<?, ?> topic, Map<String, Integer> existing) {
    int found = existing.getOrDefault(topic.name(), topic.partitions());
    if (found != topic.partitions()) {
      throw new IllegalStateException(
          ("Topic %s has %d partitions, and %d are asked for. The count is fixed once a topic is"
                  + " made: set kafka.partitions back, or take a new kafka.prefix and rebuild.")
              .formatted(topic.name(), found, topic.partitions()));
    }
  }

  private static void make(Admin admin, List<Topic<?, ?>> missing, short replication)
      throws InterruptedException {
    var made = admin.createTopics(missing.stream().map(t -> asNew(t, replication)).toList());
    for (var answer : made.values().values()) {
      try {
        answer.get();
      } catch (ExecutionException e) {
        unless(TopicExistsException.class, e);
      }
    }
  }

  private static NewTopic asNew(Topic<?, ?> topic, short replication) {
    return new NewTopic(topic.name(), topic.partitions(), replication).configs(topic.settings());
  }

  /** Brokers learn of new topics a moment after the controller created them. */
  private static void awaitVisible(Admin admin, List<Topic<?, ?>> topics)
      throws InterruptedException {
    long end = System.nanoTime() + VISIBLE.toNanos();
    while (partitionCounts(admin, topics).size() < topics.size()) {
      if (System.nanoTime() > end) {
        throw new KafkaException("New topics are not visible after " + VISIBLE);
      }
      Thread.sleep(PAUSE);
    }
  }

  private static void unless(Class<? extends Exception> expected, ExecutionException e) {
    if (!expected.isInstance(e.getCause())) {
      throw new KafkaException("Kafka refused to create or describe a topic", e.getCause());
    }
  }
}
