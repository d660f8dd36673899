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
 * How the key makes a signature. Ziflow's documentation can be read in these ways; the text is the
 * key, {@code POST}, the address with its query values percent-encoded, and the body.
 */
public enum SignatureScheme {
  /** SHA-256 over the text, the key at its front. */
  SHA256 {
    @Override
    List<byte[]> digests(Secret key, byte[] address, byte[] body) {
      return List.of(sha256(key.bytes(), POST, address, body));
    }
  },
  /** HMAC-SHA256 over the text, where the key at its front is there or is left out. */
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

  /** What a signature by this key may be. */
  abstract List<byte[]> digests(Secret key, byte[] address, byte[] body);

  /** As the setting spells it. */
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
