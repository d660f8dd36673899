package io.proofline.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.processor.StreamsHealth.Application;
import io.proofline.schemas.RegistryUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class StreamsHealthTest {

  private static final Instant EPOCH = Instant.EPOCH;
  private static final List<Application> RUNNING = applications(State.RUNNING);

  private final AtomicReference<Instant> now = new AtomicReference<>(EPOCH);
  private final StreamsHealth health = new StreamsHealth(now::get, () -> 7);

  @Test
  void it_is_up_while_both_applications_run_and_shows_how_many_records_were_skipped() {
    var found = health.health(RUNNING);

    assertThat(found.getStatus()).isEqualTo(Status.UP);
    assertThat(found.getDetails())
        .containsEntry("unreadable", 7L)
        .containsEntry("intake", State.RUNNING);
  }

  @Test
  void it_is_down_while_an_application_does_not_run() {
    assertThat(health.health(applications(State.ERROR)).getStatus()).isEqualTo(Status.DOWN);
  }

  @Test
  void a_failed_thread_is_named_with_its_cause_until_no_other_fails() {
    var away = new RegistryUnavailableException("No answer from the schema registry");
    health.recordFailure("intake", new StreamsException("wrapped", away));

    now.set(EPOCH.plus(StreamsHealth.FAILURE_LASTS).minusMillis(1));
    assertThat(health.health(RUNNING).getStatus()).isEqualTo(Status.DOWN);
    assertThat(health.health(RUNNING).getDetails())
        .containsEntry("cause", "intake: No answer from the schema registry");

    now.set(EPOCH.plus(StreamsHealth.FAILURE_LASTS));
    assertThat(health.health(RUNNING).getStatus()).isEqualTo(Status.UP);
    assertThat(health.health(RUNNING).getDetails()).doesNotContainKey("cause");
  }

  @Test
  void the_innermost_message_is_the_cause_of_other_failures() {
    health.recordFailure(
        "review", new StreamsException("wrapped", new IllegalStateException("deep", new Error())));

    assertThat(health.health(RUNNING).getDetails())
        .containsEntry("cause", "review: IllegalStateException: deep");
  }

  private static List<Application> applications(State ofReview) {
    return List.of(
        new Application("intake", State.RUNNING, Optional.empty()),
        new Application("review", ofReview, Optional.empty()));
  }
}
