package io.proofline.processor.web;

import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** What is asked for is not here yet, and will be in a moment. */
final class StateRestoringException extends RuntimeException {

  StateRestoringException() {
    super("not read from Kafka yet");
  }

  /** The application that runs here; stores can be asked of no other. */
  static KafkaStreams requireRunning(@Nullable KafkaStreams streams) {
    if (streams == null || !streams.state().isRunningOrRebalancing()) {
      throw new StateRestoringException();
    }
    return streams;
  }
}
