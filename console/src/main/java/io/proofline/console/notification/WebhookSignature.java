package io.proofline.console.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Secrets and signatures of <a href="https://www.standardwebhooks.com">Standard Webhooks</a>:
 * {@code v1,} and the Base64 of HMAC-SHA256 over id, time and body.
 */
final class WebhookSignature {

  private static final String SECRET_PREFIX = "whsec_";
  private static final int SECRET_BYTES = 32;
  private static final String ALGORITHM = "HmacSHA256";
  private static final SecureRandom RANDOM = new SecureRandom();

  private WebhookSignature() {}

  /** A new secret of 256 random bits. */
  static String newSecret() {
    var bytes = new byte[SECRET_BYTES];
    RANDOM.nextBytes(bytes);
    return SECRET_PREFIX + Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * The value of the header {@code webhook-signature}: one signature for each secret.
   *
   * @param timestamp of the header {@code webhook-timestamp}
   */
  static String sign(List<String> secrets, String id, Instant timestamp, String body) {
    var signed = "%s.%d.%s".formatted(id, timestamp.getEpochSecond(), body);
    return secrets.stream().map(secret -> sign(secret, signed)).collect(Collectors.joining(" "));
  }

  private static String sign(String secret, String signed) {
    try {
      var key = Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length()));
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is not available", e);
    }
  }
}
