package io.proofline.workers.execution;

import io.proofline.schemas.RestartingThread;
import io.proofline.schemas.Topic;
import io.proofline.schemas.avro.ApiState;
import io.proofline.schemas.avro.CircuitBreakerState;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.Credentials;
import io.proofline.workers.call.PriorityRateLimiter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Writes the state of each API, as this instance sees it, to the topic {@code apis}: within a
 * second of a change of its circuit breaker, and again after a time without one. A stop deletes the
 * records; those of an instance that was killed expire. A record that Kafka does not take is
 * replaced a second later.
 */
final class ApiStateReporter implements SmartLifecycle {

  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
  private static final int MISSED_REPORTS = 3;
  private static final int LONGEST_REASON = 500;

  private final Topic<String, ApiState> topic;
  private final Supplier<Producer<String, byte[]>> producers;
  private final ApiStateSettings settings;
  private final List<PriorityRateLimiter> rateLimiters;
  private final Map<Api, Credentials> credentials;
  private final CommandLoopHealth health;
  private final InstantSource clock;
  private final RestartingThread thread;
  private final Map<Api, ApiState> reported = new ConcurrentHashMap<>();
  private @Nullable Producer<String, byte[]> producer;

  /** A reporter that is not started yet. */
  ApiStateReporter(
      Topic<String, ApiState> topic,
      Supplier<Producer<String, byte[]>> producers,
      ApiStateSettings settings,
      List<PriorityRateLimiter> rateLimiters,
      Map<Api, Credentials> credentials,
      CommandLoopHealth health,
      InstantSource clock) {
    this.topic = topic;
    this.producers = producers;
    this.settings = settings;
    this.rateLimiters = List.copyOf(rateLimiters);
    this.credentials = Map.copyOf(credentials);
    this.health = health;
    this.clock = clock;
    this.thread =
        new RestartingThread(
            "The report of the APIs' state",
            Thread.ofPlatform().name("api-state").daemon(),
            CHECK_INTERVAL,
            STOP_TIMEOUT,
            _ -> report(),
            _ -> {});
  }

  /** Writes the states that are due. */
  synchronized void report() {
    var to = producer();
    for (var rateLimiter : rateLimiters) {
      var api = rateLimiter.api();
      var state = state(rateLimiter);
      if (isDue(reported.get(api), state)) {
        send(to, api, state);
      }
    }
  }

  private void send(Producer<String, byte[]> to, Api api, ApiState state) {
    var value = topic.values().serializer().serialize(topic.name(), state);
    reported.put(api, state);
    var _ =
        to.send(
            new ProducerRecord<>(topic.name(), key(api), value),
            (_, failure) -> {
              if (failure != null) {
                reported.remove(api, state);
              }
            });
  }

  private Producer<String, byte[]> producer() {
    var present = producer;
    if (present == null) {
      present = producers.get();
      producer = present;
    }
    return present;
  }

  private boolean isDue(@Nullable ApiState before, ApiState now) {
    return before == null
        || before.getCircuitBreaker() != now.getCircuitBreaker()
        || before.getRefusesCredentials() != now.getRefusesCredentials()
        || !Objects.equals(before.getReason(), now.getReason())
        || !now.getReportedAt().isBefore(before.getReportedAt().plus(settings.every()));
  }

  private ApiState state(PriorityRateLimiter rateLimiter) {
    var api = rateLimiter.api();
    var budget = rateLimiter.budget();
    var now = Instant.ofEpochMilli(clock.millis());
    return ApiState.newBuilder()
        .setApi(api.label())
        .setInstance(settings.instanceId())
        .setCircuitBreaker(circuitBreaker(api))
        .setSince(
            health.openSince(api).map(at -> Instant.ofEpochMilli(at.toEpochMilli())).orElse(null))
        .setReason(reason(api).map(ApiStateReporter::cut).orElse(null))
        .setRefusesCredentials(health.refusesCredentials(api))
        .setCallsAllowed(budget.callsAllowed())
        .setCallsMade(budget.callsMade())
        .setCallsWaiting(budget.callsWaiting())
        .setInFlight(budget.inFlight())
        .setMaxInFlight(budget.maxInFlight())
        .setReportedAt(now)
        .setValidUntil(now.plus(settings.every().multipliedBy(MISSED_REPORTS)))
        .build();
  }

  /** Unknown while the command loop isn't running. */
  private CircuitBreakerState circuitBreaker(Api api) {
    return health.failure().isPresent()
        ? CircuitBreakerState.UNKNOWN
        : CircuitBreakerState.valueOf(health.breakerState(api).toUpperCase(Locale.ROOT));
  }

  private Optional<String> reason(Api api) {
    return health
        .failure()
        .map(cause -> "The command loop of this instance isn't running: " + cause)
        .or(() -> health.waitReasons(api))
        .or(() -> Optional.ofNullable(credentials.get(api)).flatMap(Credentials::trouble));
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON);
  }

  private String key(Api api) {
    return api.label() + ":" + settings.instanceId();
  }

  @Override
  public void start() {
    thread.start();
  }

  /** Deletes the records of this instance. */
  @Override
  public void stop() {
    thread.stop();
    withdraw();
  }

  private synchronized void withdraw() {
    var open = producer;
    if (open != null) {
      reported
          .keySet()
          .forEach(api -> {
            var _ = open.send(new ProducerRecord<>(topic.name(), key(api), null));
          });
      reported.clear();
      open.close(CLOSE_TIMEOUT);
      producer = null;
    }
  }

  @Override
  public boolean isRunning() {
    return thread.isRunning();
  }
}
