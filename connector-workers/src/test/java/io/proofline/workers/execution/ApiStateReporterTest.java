package io.proofline.workers.execution;

import static io.proofline.workers.call.Api.PHOTOSHELTER;
import static io.proofline.workers.call.Api.ZIFLOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.schemas.InMemorySchemaRegistry;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.ApiState;
import io.proofline.schemas.avro.CircuitBreakerState;
import io.proofline.workers.call.PriorityRateLimiter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiStateReporterTest {

  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
  private static final Duration EVERY = Duration.ofSeconds(30);

  private final Topics topics = Topics.of("", 8, new InMemorySchemaRegistry());
  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final CommandLoopHealth health = new CommandLoopHealth(now::get);
  private final List<MockProducer<String, byte[]>> producers = new ArrayList<>();
  private boolean answersAtOnce = true;
  private final ApiStateReporter reporter =
      new ApiStateReporter(
          topics.apis(),
          this::producer,
          new ApiStateSettings("w1", EVERY),
          List.of(
              PriorityRateLimiter.unlimited(ZIFLOW), PriorityRateLimiter.unlimited(PHOTOSHELTER)),
          Map.of(),
          health,
          now::get);

  @BeforeEach
  void start() {
    health.recordStart();
  }

  private MockProducer<String, byte[]> producer() {
    producers.add(
        new MockProducer<>(answersAtOnce, null, new StringSerializer(), new ByteArraySerializer()));
    return producers.getLast();
  }

  @Test
  void the_first_report_has_the_state_of_each_api() {
    reporter.report();

    assertThat(sent())
        .extracting(ProducerRecord::key)
        .containsExactly("ziflow:w1", "photoshelter:w1");
    var state = newest();
    assertThat(state.getCircuitBreaker()).isEqualTo(CircuitBreakerState.CLOSED);
    assertThat(state.getSince()).isNull();
    assertThat(state.getReason()).isNull();
    assertThat(state.getRefusesCredentials()).isFalse();
    assertThat(state.getMaxInFlight()).isEqualTo(10_000);
    assertThat(state.getReportedAt()).isEqualTo(NOON);
    assertThat(state.getValidUntil()).isEqualTo(NOON.plusSeconds(90));
  }

  @Test
  void a_state_without_a_change_is_written_again_after_the_interval_only() {
    reporter.report();
    pass(EVERY.minusMillis(1));
    reporter.report();
    assertThat(sent()).hasSize(2);

    pass(Duration.ofMillis(1));
    reporter.report();
    assertThat(sent()).hasSize(4);
  }

  @Test
  void each_change_of_a_circuit_breaker_is_written_with_its_cause() {
    reporter.report();
    pass(Duration.ofSeconds(1));
    health.recordBreakerOpen(PHOTOSHELTER, "wrong key", true);
    reporter.report();

    assertThat(sent()).hasSize(3);
    assertThat(newest().getCircuitBreaker()).isEqualTo(CircuitBreakerState.OPEN);
    assertThat(newest().getSince()).isEqualTo(NOON.plusSeconds(1));
    assertThat(newest().getReason()).isEqualTo("wrong key");
    assertThat(newest().getRefusesCredentials()).isTrue();

    health.recordBreakerOpen(PHOTOSHELTER, "no answer", false);
    reporter.report();
    assertThat(newest().getRefusesCredentials()).isFalse();
    health.recordBreakerHalfOpen(PHOTOSHELTER);
    reporter.report();
    assertThat(newest().getCircuitBreaker()).isEqualTo(CircuitBreakerState.HALF_OPEN);
    health.recordBreakerClosed(PHOTOSHELTER);
    reporter.report();
    assertThat(newest().getCircuitBreaker()).isEqualTo(CircuitBreakerState.CLOSED);
    assertThat(newest().getReason()).isNull();
  }

  @Test
  void the_state_is_unknown_while_the_command_loop_does_not_run() {
    health.recordFailure("the registry is away");
    reporter.report();

    assertThat(newest().getCircuitBreaker()).isEqualTo(CircuitBreakerState.UNKNOWN);
    assertThat(newest().getReason()).endsWith("the registry is away");
  }

  @Test
  void a_record_that_kafka_does_not_take_is_replaced() {
    answersAtOnce = false;
    reporter.report();
    producers.getFirst().errorNext(new TimeoutException("no leader"));
    producers.getFirst().completeNext();
    reporter.report();

    assertThat(sent())
        .extracting(ProducerRecord::key)
        .containsExactly("ziflow:w1", "photoshelter:w1", "ziflow:w1");
  }

  @Test
  void a_stop_deletes_the_records_of_the_instance() {
    reporter.report();
    reporter.stop();

    assertThat(sent().subList(2, 4))
        .allSatisfy(record -> assertThat(record.value()).isNull())
        .extracting(ProducerRecord::key)
        .containsExactlyInAnyOrder("ziflow:w1", "photoshelter:w1");
    assertThat(producers.getFirst().closed()).isTrue();
  }

  private void pass(Duration time) {
    now.updateAndGet(at -> at.plus(time));
  }

  private List<ProducerRecord<String, byte[]>> sent() {
    return producers.getFirst().history();
  }

  private ApiState newest() {
    return topics
        .apis()
        .values()
        .deserializer()
        .deserialize(topics.apis().name(), sent().getLast().value());
  }
}
