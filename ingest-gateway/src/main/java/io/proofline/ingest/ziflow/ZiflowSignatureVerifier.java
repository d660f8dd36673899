package io.proofline.ingest.ziflow;

import io.proofline.ingest.hook.HookRequest;
import io.proofline.schemas.Secret;
import java.net.URI;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Verifies that a delivery is signed with one of Ziflow's webhook keys. */
public final class ZiflowSignatureVerifier {

  static final String HEADER = "x-ziflow-signature";

  private static final Logger LOG = LoggerFactory.getLogger(ZiflowSignatureVerifier.class);

  private final List<Secret> keys;
  private final SignedUrl address;
  private volatile List<SignatureScheme> schemes;

  /**
   * @param keys a signature by any of them is valid, so that one can replace the other
   * @param publicUrl the URL before {@code /hooks} in Ziflow's webhook settings
   */
  public ZiflowSignatureVerifier(List<Secret> keys, SignatureScheme setting, URI publicUrl) {
    this.keys = List.copyOf(keys);
    this.schemes = setting.candidates();
    this.address = new SignedUrl(publicUrl.toString().replaceFirst("/+$", ""));
  }

  /** The scheme in use; empty until a valid delivery has shown it. */
  public Optional<SignatureScheme> scheme() {
    var now = schemes;
    return now.size() == 1 ? Optional.of(now.getFirst()) : Optional.empty();
  }

  /** Whether the signature is valid; the first valid one fixes the scheme. */
  boolean isValid(String signature, HookRequest hookRequest) {
    var sent = bytes(signature);
    var signed = address.of(hookRequest.path(), hookRequest.query());
    SignatureScheme found = null;
    for (var scheme : schemes) {
      if (matches(scheme, sent, signed, hookRequest.body())) {
        found = scheme;
      }
    }
    fixScheme(found);
    return found != null;
  }

  private boolean matches(SignatureScheme scheme, byte[] sent, byte[] signed, byte[] body) {
    boolean matches = false;
    for (var key : keys) {
      for (var digest : scheme.digests(key, signed, body)) {
        matches |= MessageDigest.isEqual(digest, sent);
      }
    }
    return matches;
  }

  private synchronized void fixScheme(@Nullable SignatureScheme found) {
    if (found != null && schemes.size() > 1) {
      schemes = List.of(found);
      LOG.info(
          "Ziflow's signature scheme is {}: set proofline.gateway.ziflow-signature to it", found);
    }
  }

  private static byte[] bytes(String signature) {
    try {
      return HexFormat.of().parseHex(signature.strip());
    } catch (IllegalArgumentException _) {
      return new byte[0];
    }
  }
}
