package io.proofline.ingest.ziflow;

import io.proofline.ingest.hook.Hook;
import io.proofline.ingest.hook.HookRequest;
import io.proofline.ingest.hook.RecordKeyHint;
import io.proofline.ingest.hook.Refusal;
import io.proofline.ingest.publish.SignalRecord;
import io.proofline.schemas.Topic;
import io.proofline.schemas.avro.ZiflowSignal;
import io.proofline.schemas.avro.ZiflowSignalKind;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Hook for Ziflow's webhooks. The body is stored unchanged; its events have their own ids. */
public final class ZiflowHook implements Hook {

  private static final String SOURCE = "ziflow";
  private static final String NOT_KNOWN = "not known until the first valid delivery";

  private final String account;
  private final Topic<String, ZiflowSignal> topic;
  private final Optional<ZiflowSignatureVerifier> signature;

  /**
   * @param signature empty if the settings allow unsigned deliveries
   */
  public ZiflowHook(
      String account,
      Topic<String, ZiflowSignal> topic,
      Optional<ZiflowSignatureVerifier> signature) {
    this.account = account;
    this.topic = topic;
    this.signature = signature;
  }

  @Override
  public String path() {
    return "/hooks/ziflow";
  }

  @Override
  public String source() {
    return SOURCE;
  }

  @Override
  public Optional<Refusal> refusal(HookRequest hookRequest) {
    return signature.flatMap(by -> refusal(by, hookRequest));
  }

  @Override
  public SignalRecord<ZiflowSignal> signal(HookRequest hookRequest) {
    var envelope = hookRequest.envelope(account, SOURCE, "ziflow-" + sha256(hookRequest.body()));
    return new SignalRecord<>(
        topic,
        RecordKeyHint.first("proof_id", hookRequest.body()).orElse(SOURCE),
        new ZiflowSignal(envelope, ZiflowSignalKind.DELIVERY, hookRequest.toDelivery()),
        hookRequest.receivedAt());
  }

  /** Ziflow retries after 404 and, by its documentation, not after 5xx. */
  @Override
  public RetryResponse retryResponse() {
    return RetryResponse.NOT_FOUND;
  }

  /** The signature scheme in use, as text for the health endpoint. */
  public String signatureScheme() {
    return signature
        .map(by -> by.scheme().map(SignatureScheme::toString).orElse(NOT_KNOWN))
        .orElse("none: unsigned deliveries are accepted");
  }

  private static Optional<Refusal> refusal(ZiflowSignatureVerifier by, HookRequest hookRequest) {
    var sent = hookRequest.header(ZiflowSignatureVerifier.HEADER);
    if (sent.isEmpty()) {
      return Optional.of(Refusal.UNSIGNED);
    }
    return by.isValid(sent.get(), hookRequest)
        ? Optional.empty()
        : Optional.of(Refusal.WRONG_SIGNATURE);
  }

  private static String sha256(byte[] body) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(body);
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
