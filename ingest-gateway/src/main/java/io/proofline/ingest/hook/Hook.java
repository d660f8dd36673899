package io.proofline.ingest.hook;

import io.proofline.ingest.publish.Signal;
import java.util.Optional;

/** A door that one kind of sender was given. */
public interface Hook {

  /** Where it is, such as {@code /hooks/ziflow}. */
  String path();

  /** Who sends, for envelopes, keys and metrics. */
  String source();

  /** Why a delivery is not from whom it claims to be; empty when it is. */
  Optional<Refusal> refuses(Delivered delivered);

  /** The signal that a delivery becomes, whatever its body holds. */
  Signal<?> signal(Delivered delivered);

  /** What is answered when the signal could not be stored, so that this sender comes again. */
  NotStored notStored();

  /** An answer that makes a sender come again. */
  enum NotStored {
    /** For a sender that repeats on 404 and not on 5xx. */
    NOT_FOUND,
    /** For one that knows what 503 and Retry-After mean. */
    UNAVAILABLE
  }
}
