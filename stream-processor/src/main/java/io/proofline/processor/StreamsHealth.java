package io.proofline.processor;

import io.proofline.schemas.RegistryUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;

/**
 * Health of the Kafka Streams applications. It is down while one of them isn't running, and while
 * threads of one fail: each is replaced, and the next meets the same cause until it is gone. An
 * application that restores its state, or is assigned other partitions, is out of service and not
 * down: it needs no help, but it can't answer completely. Thread-safe.
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

  /** One application; {@code restoring} is empty if all its stores are open. */
  record Application(String name, State state, Optional<RestoreProgress.Restoring> restoring) {

    static Application of(String name, @Nullable KafkaStreams streams, RestoreProgress progress) {
      return new Application(
          name, streams == null ? State.NOT_RUNNING : streams.state(), progress.current());
    }

    boolean isRestoring() {
      return state.isRunningOrRebalancing() && restoring.isPresent();
    }

    String describeRestore() {
      return "%s restores its state from Kafka %s"
          .formatted(name, restoring.orElseThrow().describe());
    }
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

  /** The health of the applications together. */
  Health health(List<Application> applications) {
    var health = Health.up().withDetail("unreadable", unreadableRecords.getAsLong());
    var causes = new ArrayList<String>();
    for (var application : applications) {
      health.withDetail(application.name(), application.state());
      if (application.isRestoring()) {
        health.outOfService();
        causes.add(application.describeRestore());
      }
    }
    for (var application : applications) {
      var failure = failures.get(application.name());
      if (failure != null && isRecent(failure)) {
        health.down();
        causes.addFirst(application.name() + ": " + failure.cause());
      } else if (!application.state().isRunningOrRebalancing()) {
        health.down();
      }
    }
    if (!causes.isEmpty()) {
      health.withDetail("cause", String.join("; ", causes));
    }
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
