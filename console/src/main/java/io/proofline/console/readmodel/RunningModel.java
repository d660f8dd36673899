package io.proofline.console.readmodel;

import io.proofline.console.readmodel.Generations.Generation;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * A generation at work.
 *
 * @param targets the ends of its partitions when this instance joined it
 */
record RunningModel(Generation generation, ReadModel model, Map<TopicPartition, Long> targets) {

  RunningModel {
    targets = Map.copyOf(targets);
  }

  /** Whether it has everything that existed when this instance joined it. */
  boolean isComplete() {
    var positions = SourcePositions.all(model.database().reader());
    return targets.entrySet().stream()
        .allMatch(target -> positions.getOrDefault(target.getKey(), 0L) >= target.getValue());
  }

  RebuildProgress progress() {
    var positions = SourcePositions.all(model.database().reader());
    long total = targets.values().stream().mapToLong(Long::longValue).sum();
    long read =
        targets.entrySet().stream()
            .mapToLong(
                target -> Math.min(positions.getOrDefault(target.getKey(), 0L), target.getValue()))
            .sum();
    return new RebuildProgress(generation.number(), generation.startedAt(), read, total);
  }
}
