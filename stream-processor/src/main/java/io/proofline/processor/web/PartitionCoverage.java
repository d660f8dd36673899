package io.proofline.processor.web;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The partitions whose assets an answer of this instance covers. An answer from all instances is
 * complete if their partitions together are all partitions.
 *
 * @param partitions those of this instance, in order
 * @param partitionCount the number of partitions of the topic
 */
@JsonNaming(SnakeCaseStrategy.class)
record PartitionCoverage(List<Integer> partitions, int partitionCount) {

  PartitionCoverage {
    partitions = List.copyOf(partitions);
  }

  /**
   * The partitions that are assigned to this instance.
   *
   * @throws StateRestoringException if a partition is assigned to no instance, since then not even
   *     all instances together can answer
   */
  static PartitionCoverage of(
      Collection<StreamsMetadata> instances, HostInfo thisInstance, String topic, int count) {
    var unassigned = new TreeSet<>(IntStream.range(0, count).boxed().toList());
    instances.forEach(instance -> unassigned.removeAll(partitionsOf(instance, topic)));
    if (!unassigned.isEmpty()) {
      throw new StateRestoringException("no instance has the partitions " + unassigned + " yet");
    }
    var here =
        instances.stream()
            .filter(instance -> instance.hostInfo().equals(thisInstance))
            .flatMap(instance -> partitionsOf(instance, topic).stream())
            .distinct()
            .sorted()
            .toList();
    return new PartitionCoverage(here, count);
  }

  private static Set<Integer> partitionsOf(StreamsMetadata instance, String topic) {
    return instance.topicPartitions().stream()
        .filter(partition -> partition.topic().equals(topic))
        .map(TopicPartition::partition)
        .collect(Collectors.toSet());
  }
}
