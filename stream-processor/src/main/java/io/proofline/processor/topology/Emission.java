package io.proofline.processor.topology;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.ReviewView;

/** What leaves review. */
sealed interface Emission {

  /** A call to be made. */
  record OfCommand(Command command) implements Emission {}

  /** What the public may know. */
  record OfView(ReviewView view) implements Emission {}
}
