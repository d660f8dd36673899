package io.proofline.console.readmodel;

import io.proofline.schemas.Topic;
import io.proofline.schemas.Topics;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Measures the time up to which the answers are complete: everything that Kafka had received by
 * then has passed intake, review and the read model. A service that is down or behind holds it
 * back.
 *
 * <p>One measurement follows the ends of the topics through the chain: the ends of intake's inputs
 * at its start, the ends of the facts once intake has passed those, the ends of the public topics
 * once review has passed the facts. It may take several calls; the next measurement starts after
 * it. Not thread-safe but for {@link #time}.
 */
final class AsOf {

  private final EndOffsets offsets;
  private final List<Stage> stages;
  private final InstantSource clock;
  private int stage;
  private Instant began = Instant.EPOCH;
  private Map<TopicPartition, Long> ends = Map.of();
  private volatile @Nullable Instant time;

  AsOf(EndOffsets offsets, String prefix, Topics topics, InstantSource clock) {
    this.offsets = offsets;
    this.clock = clock;
    this.stages =
        List.of(
            new Stage(
                prefix + "intake",
                partitions(
                    List.of(
                        topics.ziflowSignals(),
                        topics.librarySignals(),
                        topics.requests(),
                        topics.outcomes()))),
            new Stage(prefix + "review", partitions(List.of(topics.facts()))),
            new Stage(
                null,
                Projections.of(topics).stream()
                    .flatMap(each -> partitions(List.of(each.topic())).stream())
                    .toList()));
  }

  /** A reader in the chain; {@code group} is null for the read model itself. */
  private record Stage(@Nullable String group, Collection<TopicPartition> inputs) {

    Stage {
      inputs = List.copyOf(inputs);
    }
  }

  Optional<Instant> time() {
    return Optional.ofNullable(time);
  }

  /**
   * Takes the measurement as far as it goes now.
   *
   * @param positions of the read model; null while none answers
   */
  void measure(@Nullable Map<TopicPartition, Long> positions) {
    if (positions == null) {
      return;
    }
    if (ends.isEmpty()) {
      began = clock.instant();
      start(0);
    }
    while (isPassed(positions)) {
      if (stage == stages.size() - 1) {
        time = began;
        ends = Map.of();
        return;
      }
      start(stage + 1);
    }
  }

  private void start(int next) {
    stage = next;
    ends = offsets.ends(stages.get(next).inputs());
  }

  private boolean isPassed(Map<TopicPartition, Long> positions) {
    var group = stages.get(stage).group();
    var reached = group == null ? positions : offsets.committed(group);
    return ends.entrySet().stream()
        .allMatch(end -> reached.getOrDefault(end.getKey(), 0L) >= end.getValue());
  }

  static List<TopicPartition> partitions(List<Topic<String, ?>> topics) {
    return topics.stream()
        .flatMap(topic ->
            IntStream.range(0, topic.partitions())
                .mapToObj(number -> new TopicPartition(topic.name(), number)))
        .toList();
  }
}
