package io.proofline.ingest.library;

import io.proofline.ingest.hook.Hook;
import io.proofline.ingest.hook.HookRequest;
import io.proofline.ingest.hook.RecordKeyHint;
import io.proofline.ingest.hook.Refusal;
import io.proofline.ingest.publish.SignalRecord;
import io.proofline.schemas.Topic;
import io.proofline.schemas.avro.LibrarySignal;
import io.proofline.schemas.avro.LibrarySignalKind;
import java.util.Optional;

/**
 * Hook for a customer's own systems, which select assets for review; PhotoShelter itself sends no
 * webhooks.
 */
public final class LibraryHook implements Hook {

  private static final String SOURCE = "library";

  private final String account;
  private final Topic<String, LibrarySignal> topic;
  private final StandardWebhooksVerifier signatures;

  public LibraryHook(
      String account, Topic<String, LibrarySignal> topic, StandardWebhooksVerifier signatures) {
    this.account = account;
    this.topic = topic;
    this.signatures = signatures;
  }

  @Override
  public String path() {
    return "/hooks/library";
  }

  @Override
  public String source() {
    return SOURCE;
  }

  @Override
  public Optional<Refusal> refusal(HookRequest hookRequest) {
    return signatures.refusal(hookRequest);
  }

  /** The event id is the sender's webhook id, the same in each repeated delivery. */
  @Override
  public SignalRecord<LibrarySignal> signal(HookRequest hookRequest) {
    var id = hookRequest.header(StandardWebhooksVerifier.ID).orElseThrow();
    return new SignalRecord<>(
        topic,
        RecordKeyHint.first("asset", hookRequest.body()).orElse(SOURCE),
        new LibrarySignal(
            hookRequest.envelope(account, SOURCE, id),
            LibrarySignalKind.DELIVERY,
            hookRequest.toDelivery(),
            null),
        hookRequest.receivedAt());
  }

  @Override
  public RetryResponse retryResponse() {
    return RetryResponse.UNAVAILABLE;
  }
}
