package io.proofline.processor;

import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.PartitionCounts;
import io.proofline.schemas.Topic;
import io.proofline.schemas.Topics;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
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
        .flatMap(topic -> mistake(topic, found.get(topic.name())).stream())
        .toList();
  }

  private static Optional<String> mistake(Topic<?, ?> topic, @Nullable Integer found) {
    return found == null
        ? Optional.of(
            "Topic %s does not exist. Create all missing topics with: proofline topics create"
                .formatted(topic.name()))
        : PartitionCounts.mismatch(topic, found);
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
      return PartitionCounts.read(admin, wanted);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while reading the topics' partition counts", e);
    } catch (KafkaException e) {
      throw new KafkaException(
          "Kafka at %s does not report its topics; is it running?".formatted(kafka.bootstrap()), e);
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
