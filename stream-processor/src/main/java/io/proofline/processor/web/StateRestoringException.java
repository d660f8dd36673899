package io.proofline.processor.web;

import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** This instance is still restoring its state from Kafka. */
final class StateRestoringException extends RuntimeException {

  StateRestoringException() {
    super("the state is not restored from Kafka yet");
  }

  /** Checks that an application runs, since only a running one has readable stores. */
  static KafkaStreams requireRunning(@Nullable KafkaStreams streams) {
    if (streams == null || !streams.state().isRunningOrRebalancing()) {
      throw new StateRestoringException();
    }
    return streams;
  }
}
