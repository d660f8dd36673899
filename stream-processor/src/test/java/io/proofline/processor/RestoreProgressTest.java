package io.proofline.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.processor.RestoreProgress.Restoring;
import io.proofline.processor.StreamsHealth.Application;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class RestoreProgressTest {

  private static final Instant AT = Instant.parse("2026-07-01T10:00:00Z");
  private static final TopicPartition ONE = new TopicPartition("changelog", 1);
  private static final TopicPartition TWO = new TopicPartition("changelog", 2);

  private final RestoreProgress progress = new RestoreProgress(Clock.fixed(AT, ZoneOffset.UTC));

  @Test
  void an_application_that_has_not_started_is_not_ready() {
    assertThat(progress.current()).contains(new Restoring(AT, 0, 0));
    assertThat(health(State.CREATED).getStatus()).isNotEqualTo(Status.UP);
  }

  @Test
  void a_running_application_with_open_stores_is_up() {
    start();

    assertThat(progress.current()).isEmpty();
    assertThat(health(State.RUNNING).getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void a_rebalance_ends_only_when_each_store_is_restored() {
    start();
    progress.onChange(State.REBALANCING, State.RUNNING);
    progress.onRestoreStart(ONE, "views", 100, 1100);
    progress.onRestoreStart(TWO, "views", 0, 500);
    progress.onBatchRestored(ONE, "views", 350, 250);
    progress.onRestoreEnd(TWO, "views", 500);

    assertThat(progress.current()).contains(new Restoring(AT, 750, 1500));
    var health = health(State.REBALANCING);
    assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    assertThat(health.getDetails())
        .containsEntry(
            "cause",
            "review restores its state from Kafka since 2026-07-01T10:00:00Z; 750 of 1,500 records"
                + " are restored");

    progress.onRestoreEnd(ONE, "views", 1000);
    progress.onChange(State.RUNNING, State.REBALANCING);
    assertThat(progress.current()).isEmpty();
  }

  @Test
  void a_running_application_whose_store_is_restored_again_is_not_ready() {
    start();
    progress.onRestoreStart(ONE, "views", 0, 10);
    assertThat(health(State.RUNNING).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);

    progress.onRestoreEnd(ONE, "views", 10);
    assertThat(health(State.RUNNING).getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void a_restore_ends_when_the_partition_is_assigned_to_another_instance() {
    start();
    progress.onRestoreStart(ONE, "views", 0, 10);
    progress.onRestoreSuspended(ONE, "views", 5);

    assertThat(progress.current()).isEmpty();
  }

  @Test
  void a_restore_that_ended_with_its_thread_does_not_outlive_the_rebalance() {
    start();
    progress.onChange(State.REBALANCING, State.RUNNING);
    progress.onRestoreStart(ONE, "views", 0, 10);
    progress.onChange(State.RUNNING, State.REBALANCING);

    assertThat(progress.current()).isEmpty();
  }

  @Test
  void a_stopped_application_is_down_even_if_it_was_restoring() {
    progress.onRestoreStart(ONE, "views", 0, 10);

    assertThat(health(State.ERROR).getStatus()).isEqualTo(Status.DOWN);
  }

  private void start() {
    progress.onChange(State.REBALANCING, State.CREATED);
    progress.onChange(State.RUNNING, State.REBALANCING);
  }

  private Health health(State state) {
    return new StreamsHealth(() -> Instant.EPOCH, () -> 0)
        .health(
            List.of(
                new Application("review", state, progress.current()),
                new Application("intake", State.RUNNING, Optional.empty())));
  }
}
