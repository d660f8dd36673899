package io.proofline.workers.execution;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.micrometer.core.instrument.MeterRegistry;
import io.proofline.schemas.Topics;
import io.proofline.schemas.Tracing;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiCredentials;
import io.proofline.workers.call.Credentials;
import io.proofline.workers.call.PriorityRateLimiter;
import io.proofline.workers.kafka.KafkaClients;
import io.proofline.workers.switches.SwitchTable;
import io.proofline.workers.work.Clocks;
import io.proofline.workers.work.Worker;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the command loop, which executes commands with every bean that is a {@link Worker}. */
@Configuration(proxyBeanMethods = false)
class ExecutionConfiguration {

  private final Map<Api, Credentials> credentials;

  ExecutionConfiguration(List<ApiCredentials> credentials) {
    this.credentials =
        credentials.stream()
            .collect(toUnmodifiableMap(ApiCredentials::api, ApiCredentials::credentials));
  }

  @Bean
  CommandLoopHealth commandLoopHealth() {
    return new CommandLoopHealth();
  }

  @Bean
  CommandLoopSupervisor commandLoop(
      Topics topics,
      @Qualifier("workersKafka") KafkaClients kafkaClients,
      CommandLoopSettings settings,
      List<Worker> workers,
      SwitchTable switches,
      Clocks clocks,
      CommandLoopHealth health,
      MeterRegistry registry,
      Tracing tracing) {
    return new CommandLoopSupervisor(
        topics,
        kafkaClients,
        settings,
        workers,
        credentials,
        switches,
        clocks,
        health,
        new MicrometerCommandLoopMetrics(registry),
        tracing);
  }

  @Bean
  ApiStateReporter apiStateReporter(
      Topics topics,
      @Qualifier("workersKafka") KafkaClients kafkaClients,
      ApiStateSettings settings,
      List<PriorityRateLimiter> rateLimiters,
      CommandLoopHealth health) {
    return new ApiStateReporter(
        topics.apis(),
        () -> kafkaClients.producerOfState("apis"),
        settings,
        rateLimiters,
        credentials,
        health,
        InstantSource.system());
  }

  @Bean
  HealthIndicator ziflowLane(CommandLoopHealth health, SwitchTable switches) {
    return apiHealth(health, switches, Api.ZIFLOW);
  }

  @Bean
  HealthIndicator photoshelterLane(CommandLoopHealth health, SwitchTable switches) {
    return apiHealth(health, switches, Api.PHOTOSHELTER);
  }

  /** Down while the loop isn't running; also shows how many records could not be read. */
  @Bean
  HealthIndicator commandLoopHealthIndicator(CommandLoopHealth health) {
    return () ->
        health
            .failure()
            .map(cause -> Health.down().withDetail("cause", cause))
            .orElseGet(Health::up)
            .withDetail("unreadable", health.unreadableRecords())
            .build();
  }

  /**
   * Down while calls to the API wait, and while an old secret is used because the new is faulty. A
   * pause by a person is shown as {@code paused}, and is no failure.
   */
  private HealthIndicator apiHealth(CommandLoopHealth health, SwitchTable switches, Api api) {
    var apiCredentials = Objects.requireNonNull(credentials.get(api));
    return () -> {
      var builder =
          health
              .waitReasons(api)
              .or(apiCredentials::trouble)
              .map(cause -> Health.down().withDetail("cause", cause))
              .orElseGet(Health::up)
              .withDetail("circuit_breaker", health.breakerState(api));
      health.openSince(api).ifPresent(since -> builder.withDetail("open_since", since));
      switches.pauseReason(api).ifPresent(reason -> builder.withDetail("paused", reason));
      return builder.build();
    };
  }
}
