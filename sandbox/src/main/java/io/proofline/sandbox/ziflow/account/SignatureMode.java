package io.proofline.sandbox.ziflow.account;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The schemes of a webhook's signature. The documentation of key, method, address and raw body
 * allows several; all give lower-case hex.
 */
public enum SignatureMode {
  /** Scheme A: SHA-256 of key, method, address and body in one text. */
  PLAIN_SHA256 {
    @Override
    public String sign(String key, URI target, String body) {
      return digest(key + request(target, body));
    }
  },
  /** Scheme B: HMAC-SHA256 over method, address and body. */
  HMAC_OF_REQUEST {
    @Override
    public String sign(String key, URI target, String body) {
      return hmac(key, request(target, body));
    }
  },
  /** Scheme B, with the key also at the beginning of the text. */
  HMAC_OF_KEYED_REQUEST {
    @Override
    public String sign(String key, URI target, String body) {
      return hmac(key, key + request(target, body));
    }
  },
  /** Scheme C: HMAC-SHA256 over the body alone. */
  HMAC_OF_BODY {
    @Override
    public String sign(String key, URI target, String body) {
      return hmac(key, body);
    }
  };

  /** The value of {@code x-ziflow-signature}. */
  public abstract String sign(String key, URI target, String body);

  private static String request(URI target, String body) {
    return "POST" + encoded(target) + body;
  }

  /**
   * The address with its query values percent-encoded: {@code ?tag=a/b} is signed as {@code
   * ?tag=a%2Fb}.
   */
  private static String encoded(URI target) {
    var query = target.getRawQuery();
    if (query == null) {
      return target.toString();
    }
    var start = target.toString().substring(0, target.toString().indexOf('?') + 1);
    return start
        + Arrays.stream(query.split("&", -1))
            .map(SignatureMode::encodedPair)
            .collect(Collectors.joining("&"));
  }

  private static String encodedPair(String pair) {
    var at = pair.indexOf('=');
    if (at < 0) {
      return pair;
    }
    var value = URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8);
    return pair.substring(0, at + 1)
        + URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String digest(String text) {
    try {
      return hex(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hmac(String key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return hex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
