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
import org.springframework.web.util.UriUtils;

/**
 * Creates and verifies the signed URLs of spooled files. Each gives access to one file for a day.
 */
public final class SignedFileUrls {

  /** How long a URL is valid. */
  public static final Duration VALIDITY = Duration.ofHours(24);

  private static final int MAX_NAME = 200;
  private static final Pattern TOKEN =
      Pattern.compile("([0-9a-f]{32})\\.(\\d{1,12})\\.([A-Za-z0-9_-]{43})");
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final URI base;
  private final SecretKeySpec key;
  private final InstantSource clock;

  /**
   * URLs under a public base address.
   *
   * @param base as Ziflow reaches it, without {@code /files}
   */
  public SignedFileUrls(URI base, Secret secret, InstantSource clock) {
    this.base = base;
    this.key = new SecretKeySpec(secret.bytes(), "HmacSHA256");
    this.clock = clock;
  }

  /** A URL of a file, valid from now on. */
  public URI urlOf(SpooledFile file) {
    var claim = file.id() + "." + clock.instant().plus(VALIDITY).getEpochSecond();
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

  /** The id of a token's file; empty if the token is forged or expired. */
  public Optional<String> verifiedFileId(String token) {
    var parts = TOKEN.matcher(token);
    if (!parts.matches()) {
      return Optional.empty();
    }
    var expected = signature(parts.group(1) + "." + parts.group(2));
    boolean ours =
        MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.US_ASCII),
            parts.group(3).getBytes(StandardCharsets.US_ASCII));
    var until = Instant.ofEpochSecond(Long.parseLong(parts.group(2)));
    return ours && clock.instant().isBefore(until) ? Optional.of(parts.group(1)) : Optional.empty();
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
