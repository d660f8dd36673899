package io.proofline.ingest.ziflow;

import io.proofline.schemas.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The schemes by which Ziflow may sign a delivery, and the values of the setting {@code
 * ziflow-signature}. Ziflow's documentation is ambiguous; these are its possible meanings. The
 * signed text is the key, {@code POST}, the URL with percent-encoded query values, and the body.
 */
public enum SignatureScheme {
  /** Any of the others; the first valid delivery shows which. */
  AUTO {
    @Override
    List<byte[]> digests(Secret key, byte[] address, byte[] body) {
      return candidates().stream()
          .flatMap(scheme -> scheme.digests(key, address, body).stream())
          .toList();
    }

    @Override
    List<SignatureScheme> candidates() {
      return List.of(SHA256, HMAC_TEXT, HMAC_BODY);
    }
  },
  /** SHA-256 over the text, which begins with the key. */
  SHA256 {
    @Override
    List<byte[]> digests(Secret key, byte[] address, byte[] body) {
      return List.of(sha256(key.bytes(), POST, address, body));
    }
  },
  /** HMAC-SHA256 over the text, with or without the key at its beginning. */
  HMAC_TEXT {
    @Override
    List<byte[]> digests(Secret key, byte[] address, byte[] body) {
      return List.of(hmac(key, POST, address, body), hmac(key, key.bytes(), POST, address, body));
    }
  },
  /** HMAC-SHA256 over the body alone. */
  HMAC_BODY {
    @Override
    List<byte[]> digests(Secret key, byte[] address, byte[] body) {
      return List.of(hmac(key, body));
    }
  };

  private static final byte[] POST = "POST".getBytes(StandardCharsets.UTF_8);

  /** The valid signatures with this key. */
  abstract List<byte[]> digests(Secret key, byte[] address, byte[] body);

  /** The schemes to try for this setting. */
  List<SignatureScheme> candidates() {
    return List.of(this);
  }

  /** The setting's spelling. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static byte[] sha256(byte[]... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static byte[] hmac(Secret key, byte[]... parts) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.bytes(), "HmacSHA256"));
      for (var part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256", e);
    }
  }
}
