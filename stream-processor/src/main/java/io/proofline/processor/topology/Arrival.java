package io.proofline.processor.topology;

import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.UnattachedEvent;
import io.proofline.schemas.avro.UnreadableSignal;

/** What intake made of something that came in. */
sealed interface Arrival {

  /** Its asset is known. */
  record OfFact(Fact fact) implements Arrival {}

  /** A proof event whose asset the links may know. */
  record OfEvent(UnattachedEvent event) implements Arrival {}

  /** It can't be read. */
  record OfUnreadable(UnreadableSignal signal) implements Arrival {}
}
