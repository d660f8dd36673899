package io.proofline.ingest.hook;

import io.proofline.ingest.publish.SignalRecord;
import java.util.Optional;

/** An HTTP endpoint for the webhooks of one kind of sender. */
public interface Hook {

  /** The path, such as {@code /hooks/ziflow}. */
  String path();

  /** The sender's name in envelopes, keys and metrics. */
  String source();

  /** The reason to refuse a delivery by its signature; empty if the signature is valid. */
  Optional<Refusal> refusal(HookRequest hookRequest);

  /** The signal for a delivery; its body is not interpreted. */
  SignalRecord<?> signal(HookRequest hookRequest);

  /** The response that makes this sender retry, for a signal that was not stored. */
  RetryResponse retryResponse();

  /** A response that makes a sender retry. */
  enum RetryResponse {
    /** For a sender that retries after 404 and not after 5xx. */
    NOT_FOUND,
    /** For a sender that supports 503 and Retry-After. */
    UNAVAILABLE
  }
}
