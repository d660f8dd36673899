package io.proofline.processor.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;

class PartitionCoverageTest {

  private static final HostInfo HERE = new HostInfo("here", 1);
  private static final HostInfo THERE = new HostInfo("there", 2);

  /** An instance and the partitions that the group assigned to it. */
  private record Instance(HostInfo hostInfo, Set<TopicPartition> topicPartitions)
      implements StreamsMetadata {

    static StreamsMetadata of(HostInfo at, String... topicPartitions) {
      return new Instance(
          at,
          Arrays.stream(topicPartitions)
              .map(text -> text.split("-"))
              .map(parts -> new TopicPartition(parts[0], Integer.parseInt(parts[1])))
              .collect(Collectors.toSet()));
    }

    @Override
    public Set<String> stateStoreNames() {
      return Set.of("reviews");
    }

    @Override
    public Set<TopicPartition> standbyTopicPartitions() {
      return Set.of();
    }

    @Override
    public Set<String> standbyStateStoreNames() {
      return Set.of();
    }

    @Override
    public String host() {
      return hostInfo.host();
    }

    @Override
    public int port() {
      return hostInfo.port();
    }
  }

  @Test
  void an_instance_covers_the_partitions_of_facts_that_are_assigned_to_it() {
    assertThat(
            of(
                Instance.of(HERE, "facts-2", "facts-0", "other-1"),
                Instance.of(THERE, "facts-1", "facts-3")))
        .isEqualTo(new PartitionCoverage(List.of(0, 2), 4));
  }

  @Test
  void an_instance_without_partitions_covers_nothing_and_says_so() {
    assertThat(of(Instance.of(THERE, "facts-0", "facts-1", "facts-2", "facts-3")))
        .isEqualTo(new PartitionCoverage(List.of(), 4));
  }

  @Test
  void a_partition_of_no_instance_makes_the_answer_impossible() {
    assertThatThrownBy(
            () -> of(Instance.of(HERE, "facts-0"), Instance.of(THERE, "facts-1", "other-3")))
        .isInstanceOf(StateRestoringException.class)
        .hasMessage("no instance has the partitions [2, 3] yet");
    assertThatThrownBy(() -> of()).isInstanceOf(StateRestoringException.class);
  }

  private static PartitionCoverage of(StreamsMetadata... instances) {
    return PartitionCoverage.of(List.of(instances), HERE, "facts", 4);
  }
}
