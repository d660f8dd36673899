package io.proofline.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;

/**
 * The health of the Kafka Streams applications. One that restores its state, or is assigned other
 * partitions, is out of service and not down: it needs no help, but it can't answer completely.
 */
final class StreamsHealth {

  private StreamsHealth() {}

  /** One application; {@code restoring} is empty if all its stores are open. */
  record Application(String name, State state, Optional<RestoreProgress.Restoring> restoring) {

    static Application of(String name, @Nullable KafkaStreams streams, RestoreProgress progress) {
      return new Application(
          name, streams == null ? State.NOT_RUNNING : streams.state(), progress.current());
    }

    boolean isRestoring() {
      return state.isRunningOrRebalancing() && restoring.isPresent();
    }
  }

  static Health of(List<Application> applications) {
    var health = Health.up();
    var causes = new ArrayList<String>();
    for (var application : applications) {
      health.withDetail(application.name(), application.state());
      if (application.isRestoring()) {
        health.outOfService();
        causes.add(
            "%s restores its state from Kafka %s"
                .formatted(application.name(), application.restoring().orElseThrow().describe()));
      }
    }
    if (!causes.isEmpty()) {
      health.withDetail("cause", String.join("; ", causes));
    }
    if (applications.stream().anyMatch(one -> !one.state().isRunningOrRebalancing())) {
      health.down();
    }
    return health.build();
  }
}
