package io.proofline.processor.web;

import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** The stores that an answer needs are not all open on this instance. */
final class StateRestoringException extends RuntimeException {

  StateRestoringException(String reason) {
    super(reason);
  }

  StateRestoringException(String reason, Throwable cause) {
    super(reason, cause);
  }

  /** Checks that an application runs, since only a running one has readable stores. */
  static KafkaStreams requireRunning(@Nullable KafkaStreams streams) {
    if (streams == null || !streams.state().isRunningOrRebalancing()) {
      throw new StateRestoringException("its streams have not started yet");
    }
    return streams;
  }
}
