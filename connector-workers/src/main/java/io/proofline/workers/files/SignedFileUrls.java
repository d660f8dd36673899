package io.proofline.workers.files;

import io.proofline.schemas.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * Creates and verifies the signed URLs of spooled files. Each gives access to one file for a day,
 * and names the instance that has the file, so that any instance can answer.
 */
public final class SignedFileUrls {

  /** How long a URL is valid. */
  public static final Duration VALIDITY = Duration.ofHours(24);

  private static final int MAX_NAME = 200;
  private static final Pattern TOKEN =
      Pattern.compile(
          "([0-9a-f]{32}\\.\\d{1,12}(?:\\.[A-Za-z0-9_-]{1,400})?)\\.([A-Za-z0-9_-]{43})");
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final URI base;
  private final SecretKeySpec key;
  private final @Nullable URI peerUrl;
  private final InstantSource clock;

  /**
   * URLs under a public base address.
   *
   * @param base as Ziflow reaches it, without {@code /files}
   * @param peerUrl as other instances reach this one; null if it is alone
   */
  public SignedFileUrls(URI base, Secret secret, @Nullable URI peerUrl, InstantSource clock) {
    this.base = base;
    this.key = new SecretKeySpec(secret.bytes(), "HmacSHA256");
    this.peerUrl = peerUrl;
    this.clock = clock;
  }

  /** A URL of a file, valid from now on. */
  public URI urlOf(SpooledFile file) {
    var claim = file.id() + "." + clock.instant().plus(VALIDITY).getEpochSecond() + owner();
    var name = UriUtils.encodePathSegment(pathSegment(file.fileName()), StandardCharsets.UTF_8);
    return URI.create(
        base.toString().replaceFirst("/+$", "")
            + "/files/%s.%s/%s".formatted(claim, signature(claim), name));
  }

  /**
   * A file name as one segment of a path: not empty, not of dots alone, which clients resolve, and
   * not longer than the first line of a request may be.
   */
  private static String pathSegment(String name) {
    var bounded = name.length() <= MAX_NAME ? name : name.substring(name.length() - MAX_NAME);
    return bounded.matches("[.\\s]*") ? "file" : bounded;
  }

  /** The content of a token; empty if the token is forged or expired. */
  Optional<FileToken> verify(String token) {
    var parts = TOKEN.matcher(token);
    if (!parts.matches() || !isOurs(parts.group(1), parts.group(2))) {
      return Optional.empty();
    }
    var claim = parts.group(1).split("\\.", -1);
    var until = Instant.ofEpochSecond(Long.parseLong(claim[1]));
    return clock.instant().isBefore(until)
        ? Optional.of(new FileToken(claim[0], owner(claim)))
        : Optional.empty();
  }

  private boolean isOurs(String claim, String signature) {
    return MessageDigest.isEqual(
        signature(claim).getBytes(StandardCharsets.US_ASCII),
        signature.getBytes(StandardCharsets.US_ASCII));
  }

  private String owner() {
    return peerUrl == null
        ? ""
        : "." + BASE64.encodeToString(peerUrl.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The address was encoded by an instance that has our secret. */
  private static Optional<URI> owner(String[] claim) {
    return claim.length < 3
        ? Optional.empty()
        : Optional.of(
            URI.create(
                new String(Base64.getUrlDecoder().decode(claim[2]), StandardCharsets.UTF_8)));
  }

  private String signature(String claim) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return BASE64.encodeToString(mac.doFinal(claim.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }
}
