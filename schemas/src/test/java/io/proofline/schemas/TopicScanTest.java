package io.proofline.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
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

  @Test
  void a_complete_read_leaves_out_records_that_are_newer_than_its_start() {
    consumer.updateBeginningOffsets(Map.of(FIRST, 0L));
    consumer.updateEndOffsets(Map.of(FIRST, 2L));
    var scan = TopicScan.start(consumer, List.of(FIRST));
    consumer.addRecord(new ConsumerRecord<>("t", 0, 0L, "a", "1"));
    consumer.schedulePollTask(() -> {
      consumer.addRecord(new ConsumerRecord<>("t", 0, 1L, "b", "2"));
      consumer.addRecord(new ConsumerRecord<>("t", 0, 2L, "newer", "3"));
    });
    var read = new ArrayList<String>();

    scan.readToEnd(record -> read.add(record.key()));

    assertThat(read).containsExactly("a", "b");
  }

  @Test
  void a_scan_begins_at_the_consumers_position_and_ends_where_its_caller_says() {
    consumer.updateBeginningOffsets(Map.of(FIRST, 0L));
    consumer.assign(List.of(FIRST));
    consumer.seek(FIRST, 1);
    consumer.addRecord(new ConsumerRecord<>("t", 0, 1L, "b", "2"));
    var read = new ArrayList<String>();

    TopicScan.until(consumer, Map.of(FIRST, 2L)).readToEnd(record -> read.add(record.key()));

    assertThat(read).containsExactly("b");
  }

  @Test
  void a_scan_that_makes_no_progress_for_long_fails() {
    consumer.updateBeginningOffsets(Map.of(FIRST, 0L));
    consumer.assign(List.of(FIRST));
    consumer.seek(FIRST, 0);
    var nanos = new AtomicLong();
    var scan = new TopicScan<>(consumer, Map.of(FIRST, 2L), nanos::get);

    nanos.addAndGet(Duration.ofSeconds(29).toNanos());
    consumer.addRecord(new ConsumerRecord<>("t", 0, 0L, "a", "1"));
    assertThat(scan.poll()).hasSize(1);
    nanos.addAndGet(Duration.ofSeconds(30).toNanos());
    assertThat(scan.poll()).isEmpty();
    nanos.addAndGet(1);

    assertThatThrownBy(scan::poll)
        .isInstanceOf(KafkaException.class)
        .hasMessage("Kafka gives no more of [t] for 30 s");
  }

  @Test
  void a_complete_scan_waits_for_newer_records_for_any_time() {
    consumer.updateBeginningOffsets(Map.of(FIRST, 0L));
    consumer.assign(List.of(FIRST));
    consumer.seek(FIRST, 0);
    var nanos = new AtomicLong();
    var scan = new TopicScan<>(consumer, Map.of(FIRST, 0L), nanos::get);

    nanos.addAndGet(Duration.ofDays(1).toNanos());

    assertThat(scan.poll()).isEmpty();
  }
}
