package io.proofline.processor;

import io.proofline.schemas.RegistryUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.KafkaStreams.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;

/**
 * Health of the two Kafka Streams applications. It is down while one of them isn't running, and
 * while threads of one fail: each is replaced, and the next meets the same cause until it is gone.
 * Thread-safe.
 */
final class StreamsHealth {

  /** Longer than the time from the start of a thread to a repeated failure. */
  static final Duration FAILURE_LASTS = Duration.ofSeconds(20);

  private static final Logger log = LoggerFactory.getLogger(StreamsHealth.class);

  private final InstantSource clock;
  private final LongSupplier unreadableRecords;
  private final Map<String, ThreadFailure> failures = new ConcurrentHashMap<>();

  /**
   * Starts without a failure.
   *
   * @param unreadableRecords number of records that were skipped or written as unreadable
   */
  StreamsHealth(InstantSource clock, LongSupplier unreadableRecords) {
    this.clock = clock;
    this.unreadableRecords = unreadableRecords;
  }

  private record ThreadFailure(Instant at, String cause) {}

  /** A thread of an application failed and is replaced. */
  void recordFailure(String application, Throwable failure) {
    var cause = describe(failure);
    var before = failures.put(application, new ThreadFailure(clock.instant(), cause));
    if (before != null && before.cause().equals(cause) && isRecent(before)) {
      log.warn("Another thread of {} failed and is replaced: {}", application, cause);
    } else {
      log.error("A thread of {} failed and is replaced", application, failure);
    }
  }

  /** The health in these states, by application. */
  Health health(Map<String, State> states) {
    var health = Health.up().withDetail("unreadable", unreadableRecords.getAsLong());
    states.forEach((application, state) -> {
      health.withDetail(application, state);
      var failure = failures.get(application);
      if (failure != null && isRecent(failure)) {
        health.down().withDetail("cause", application + ": " + failure.cause());
      } else if (!state.isRunningOrRebalancing()) {
        health.down();
      }
    });
    return health.build();
  }

  private boolean isRecent(ThreadFailure failure) {
    return clock.instant().isBefore(failure.at().plus(FAILURE_LASTS));
  }

  /** The message that a person can act on: the registry's, else the innermost one. */
  private static String describe(Throwable failure) {
    var described = failure;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof RegistryUnavailableException) {
        return String.valueOf(t.getMessage());
      }
      described = t.getMessage() == null ? described : t;
    }
    return described.getClass().getSimpleName() + ": " + described.getMessage();
  }
}
