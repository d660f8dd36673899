package io.proofline.sandbox.photoshelter.access;

import io.proofline.sandbox.web.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;

/** The content of an access token: a JWT with the claims of PHP's OAuth server, signed by HS256. */
record AccessToken(String id, String client, String user, Instant issued, Instant expires) {
  private static final Pattern SHAPE = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
  private static final String HEADER = "{\"typ\":\"JWT\",\"alg\":\"HS256\"}";

  /** Whether a token has the form of an access token rather than of a session token. */
  static boolean isJwt(String token) {
    return SHAPE.matcher(token).matches();
  }

  /** The token, if it is signed with this key; its expiry is not checked. */
  static Optional<AccessToken> parse(String token, byte[] key) {
    var end = token.lastIndexOf('.');
    var signature = signature(token.substring(0, end), key).getBytes(StandardCharsets.US_ASCII);
    var given = token.substring(end + 1).getBytes(StandardCharsets.US_ASCII);
    return MessageDigest.isEqual(signature, given)
        ? Optional.of(claims(token.substring(token.indexOf('.') + 1, end)))
        : Optional.empty();
  }

  String sign(byte[] key) {
    var claims =
        Json.object(
            "aud", client,
            "jti", id,
            "iat", seconds(issued), // with a fraction, so that two tokens of one second differ
            "nbf", issued.getEpochSecond(),
            "exp", expires.getEpochSecond(),
            "sub", user,
            "scopes", List.of());
    var content = base64(HEADER) + "." + base64(Json.write(claims));
    return content + "." + signature(content, key);
  }

  private static AccessToken claims(String part) throws JacksonException {
    var claims = Json.tree(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    return new AccessToken(
        claims.path("jti").asString(),
        claims.path("aud").asString(),
        claims.path("sub").asString(),
        instant(claims.path("iat").decimalValue()),
        Instant.ofEpochSecond(claims.path("exp").asLong()));
  }

  private static BigDecimal seconds(Instant at) {
    return BigDecimal.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, at), 6);
  }

  private static Instant instant(BigDecimal seconds) {
    return Instant.EPOCH.plus(seconds.movePointRight(6).longValue(), ChronoUnit.MICROS);
  }

  private static String signature(String content, byte[] key) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return base64(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(String text) {
    return base64(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
