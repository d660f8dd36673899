package io.proofline.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TopicScanTest {

  private static final TopicPartition FIRST = new TopicPartition("t", 0);
  private static final TopicPartition SECOND = new TopicPartition("t", 1);

  private final MockConsumer<String, String> consumer = new MockConsumer<>("earliest");

  @Test
  void a_scan_is_complete_once_each_partition_is_read_to_its_end() {
    consumer.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 5L));
    consumer.updateEndOffsets(Map.of(FIRST, 1L, SECOND, 6L));
    var scan = TopicScan.start(consumer, List.of(FIRST, SECOND));
    consumer.addRecord(new ConsumerRecord<>("t", 0, 0L, "a", "1"));

    assertThat(scan.poll()).hasSize(1);
    assertThat(scan.isComplete()).isFalse();

    consumer.addRecord(new ConsumerRecord<>("t", 1, 5L, "b", "2"));
    assertThat(scan.poll()).hasSize(1);
    assertThat(scan.isComplete()).isTrue();
  }

  @Test
  void a_scan_of_empty_partitions_is_complete_at_once() {
    consumer.updateBeginningOffsets(Map.of(FIRST, 3L));
    consumer.updateEndOffsets(Map.of(FIRST, 3L));

    assertThat(TopicScan.start(consumer, List.of(FIRST)).isComplete()).isTrue();
  }

  @Test
  void a_complete_scan_continues_with_newer_records() {
    consumer.updateBeginningOffsets(Map.of(FIRST, 0L));
    consumer.updateEndOffsets(Map.of(FIRST, 0L));
    var scan = TopicScan.start(consumer, List.of(FIRST));
    consumer.addRecord(new ConsumerRecord<>("t", 0, 0L, "a", "1"));

    assertThat(scan.poll()).hasSize(1);
    assertThat(scan.isComplete()).isTrue();
  }
}
