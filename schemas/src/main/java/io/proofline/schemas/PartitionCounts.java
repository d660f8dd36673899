package io.proofline.schemas;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Reads topics' partition counts from Kafka and compares them with the settings. */
public final class PartitionCounts {

  private PartitionCounts() {}

  /**
   * The partition counts by topic name; missing topics are left out.
   *
   * @throws KafkaException if Kafka does not describe the topics
   */
  public static Map<String, Integer> read(Admin admin, Collection<Topic<?, ?>> topics)
      throws InterruptedException {
    var answers = admin.describeTopics(topics.stream().map(Topic::name).toList()).topicNameValues();
    var counts = new HashMap<String, Integer>();
    for (var answer : answers.entrySet()) {
      try {
        counts.put(answer.getKey(), answer.getValue().get().partitions().size());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw new KafkaException("Kafka does not describe the topics", e.getCause());
        }
      }
    }
    return counts;
  }

  /**
   * The message for a topic with another partition count than its settings; empty if they agree.
   */
  public static Optional<String> mismatch(Topic<?, ?> topic, int found) {
    return found == topic.partitions()
        ? Optional.empty()
        : Optional.of(
            ("Topic %s has %d partitions, but kafka.partitions requires %d. The count can't be"
                    + " changed later: set kafka.partitions back, or choose a new kafka.prefix and"
                    + " rebuild.")
                .formatted(topic.name(), found, topic.partitions()));
  }
}
