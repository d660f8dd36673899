package io.proofline.processor.door;

import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** What is asked for is not here yet, and will be in a moment. */
final class Restoring extends RuntimeException {

  Restoring() {
    super("not read from Kafka yet");
  }

  /** The application that runs here; stores can be asked of no other. */
  static KafkaStreams unlessRunning(@Nullable KafkaStreams streams) {
    if (streams == null || !streams.state().isRunningOrRebalancing()) {
      throw new Restoring();
    }
    return streams;
  }
}
