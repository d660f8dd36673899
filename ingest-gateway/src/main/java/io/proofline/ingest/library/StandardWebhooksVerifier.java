package io.proofline.ingest.library;

import io.proofline.ingest.hook.HookRequest;
import io.proofline.ingest.hook.Refusal;
import io.proofline.schemas.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Verifies signatures of <a href="https://www.standardwebhooks.com">Standard Webhooks</a>:
 * HMAC-SHA256 over id, timestamp and body, in base64 after {@code v1,}; several are separated by
 * spaces.
 */
public final class StandardWebhooksVerifier {

  /** Allowed difference between a timestamp and the local clock, in both directions. */
  public static final Duration TOLERANCE = Duration.ofMinutes(5);

  static final String ID = "webhook-id";
  static final String TIMESTAMP = "webhook-timestamp";
  static final String SIGNATURE = "webhook-signature";

  private static final String PREFIX = "whsec_";
  private static final int MIN_KEY_BYTES = 24;
  private static final int MAX_KEY_BYTES = 64;

  private final List<Secret> secrets;
  private final InstantSource clock;

  /**
   * @param secrets a signature by any of them is valid, so that one can replace the other
   */
  public StandardWebhooksVerifier(List<Secret> secrets, InstantSource clock) {
    this.secrets = List.copyOf(secrets);
    this.clock = clock;
  }

  /** Whether a text is a secret of this scheme: {@code whsec_} and 24 to 64 bytes in base64. */
  public static boolean isSecret(String text) {
    return key(text).isPresent();
  }

  /** The reason to refuse a delivery; empty if it is valid. */
  Optional<Refusal> refusal(HookRequest hookRequest) {
    var id = hookRequest.header(ID);
    var timestamp = hookRequest.header(TIMESTAMP);
    var signatures = hookRequest.header(SIGNATURE);
    if (id.isEmpty() || timestamp.isEmpty() || signatures.isEmpty()) {
      return Optional.of(Refusal.UNSIGNED);
    }
    if (!isSigned(id.get(), timestamp.get(), signatures.get(), hookRequest.body())) {
      return Optional.of(Refusal.WRONG_SIGNATURE);
    }
    return isRecent(timestamp.get()) ? Optional.empty() : Optional.of(Refusal.STALE);
  }

  private boolean isSigned(String id, String timestamp, String signatures, byte[] body) {
    var head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
    var sent = Arrays.stream(signatures.split(" ")).flatMap(s -> v1(s).stream()).toList();
    boolean matches = false;
    for (var secret : secrets) {
      var ours = hmac(key(secret.value()).orElseThrow(), head, body);
      for (var signature : sent) {
        matches |= MessageDigest.isEqual(ours, signature);
      }
    }
    return matches;
  }

  private boolean isRecent(String timestamp) {
    try {
      var sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
      return Duration.between(sent, clock.instant()).abs().compareTo(TOLERANCE) <= 0;
    } catch (NumberFormatException | DateTimeException | ArithmeticException _) {
      return false;
    }
  }

  private static Optional<byte[]> v1(String signature) {
    return signature.startsWith("v1,") ? base64(signature.substring(3)) : Optional.empty();
  }

  private static Optional<byte[]> key(String secret) {
    return secret.startsWith(PREFIX)
        ? base64(secret.substring(PREFIX.length()))
            .filter(key -> key.length >= MIN_KEY_BYTES && key.length <= MAX_KEY_BYTES)
        : Optional.empty();
  }

  private static Optional<byte[]> base64(String text) {
    try {
      return Optional.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static byte[] hmac(byte[] key, byte[] head, byte[] body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(head);
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256", e);
    }
  }
}
