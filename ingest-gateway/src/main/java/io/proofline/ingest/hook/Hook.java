package io.proofline.ingest.hook;

import io.proofline.ingest.publish.SignalRecord;
import java.util.Optional;

/** A door that one kind of sender was given. */
public interface Hook {

  /** Where it is, such as {@code /hooks/ziflow}. */
  String path();

  /** Who sends, for envelopes, keys and metrics. */
  String source();

  /** Why a delivery is not from whom it claims to be; empty when it is. */
  Optional<Refusal> refusal(HookRequest hookRequest);

  /** The signal that a delivery becomes, whatever its body holds. */
  SignalRecord<?> signal(HookRequest hookRequest);

  /** What is answered when the signal could not be stored, so that this sender comes again. */
  RetryResponse retryResponse();

  /** An answer that makes a sender come again. */
  enum RetryResponse {
    /** For a sender that repeats on 404 and not on 5xx. */
    NOT_FOUND,
    /** For one that knows what 503 and Retry-After mean. */
    UNAVAILABLE
  }
}
