package io.proofline.processor;

import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.Topic;
import io.proofline.schemas.Topics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TopologyDescription;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Prevents the start unless every topic that the two topologies read or write exists and has the
 * partition count of the settings, since inputs of one sub-topology must have the same count. It
 * runs before the streams start. The start fails, too, if Kafka does not answer.
 */
final class TopicStartupCheck implements SmartLifecycle {

  private final KafkaConnection kafka;
  private final Topics topics;
  private final List<Consumer<StreamsBuilder>> topologies;
  private volatile boolean running;

  TopicStartupCheck(
      KafkaConnection kafka, Topics topics, List<Consumer<StreamsBuilder>> topologies) {
    this.kafka = kafka;
    this.topics = topics;
    this.topologies = List.copyOf(topologies);
  }

  /**
   * Compares the topics in Kafka with the settings.
   *
   * @throws IllegalStateException with all mistakes, one a line
   */
  @Override
  public void start() {
    var used = new HashSet<String>();
    topologies.forEach(topology -> used.addAll(topicsOf(topology)));
    var wanted = topics.all().stream().filter(topic -> used.contains(topic.name())).toList();
    var mistakes = mistakes(wanted, partitionCounts(wanted));
    if (!mistakes.isEmpty()) {
      throw new IllegalStateException(String.join("\n", mistakes));
    }
    running = true;
  }

  /** The mistakes of the topics, one sentence each. */
  static List<String> mistakes(List<Topic<?, ?>> wanted, Map<String, Integer> found) {
    return wanted.stream()
        .filter(topic -> !Integer.valueOf(topic.partitions()).equals(found.get(topic.name())))
        .map(topic -> mistake(topic, found.get(topic.name())))
        .toList();
  }

  private static String mistake(Topic<?, ?> topic, @Nullable Integer found) {
    return found == null
        ? "Topic %s is not there. 'proofline topics create' makes all that are missing."
            .formatted(topic.name())
        : ("Topic %s has %d partitions, and %d are asked for. The count is fixed once a topic is"
                + " made: set kafka.partitions back, or take a new kafka.prefix and rebuild.")
            .formatted(topic.name(), found, topic.partitions());
  }

  /** The topics that a topology reads or writes, its internal ones included. */
  static Set<String> topicsOf(Consumer<StreamsBuilder> topology) {
    var builder = new StreamsBuilder();
    topology.accept(builder);
    var description = builder.build().describe();
    var names = new HashSet<String>();
    description.globalStores().forEach(store -> names.addAll(store.source().topicSet()));
    description
        .subtopologies()
        .forEach(part -> part.nodes().forEach(node -> names.addAll(namesOf(node))));
    return names;
  }

  private static Set<String> namesOf(TopologyDescription.Node node) {
    return switch (node) {
      case TopologyDescription.Source source -> source.topicSet();
      case TopologyDescription.Sink sink when sink.topic() != null -> Set.of(sink.topic());
      default -> Set.of();
    };
  }

  private Map<String, Integer> partitionCounts(List<Topic<?, ?>> wanted) {
    try (var admin = Admin.create(kafka.clientSettings(kafka.prefix() + "topics-check"))) {
      var asked = admin.describeTopics(wanted.stream().map(Topic::name).toList());
      var counts = new HashMap<String, Integer>();
      for (var answer : asked.topicNameValues().entrySet()) {
        try {
          counts.put(answer.getKey(), answer.getValue().get().partitions().size());
        } catch (ExecutionException e) {
          rethrowUnlessUnknownTopic(e);
        }
      }
      return counts;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while looking at the topics", e);
    }
  }

  private void rethrowUnlessUnknownTopic(ExecutionException e) {
    if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
      throw new KafkaException(
          "Kafka at %s does not say which topics there are".formatted(kafka.bootstrap()),
          e.getCause());
    }
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Runs before all other lifecycle beans, in particular before the streams. */
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE;
  }
}
