package io.proofline.ingest.ziflow;

import io.proofline.ingest.hook.Delivered;
import io.proofline.schemas.Secret;
import java.net.URI;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether Ziflow, or whoever else knows a key, made a delivery. */
public final class ZiflowSignature {

  static final String HEADER = "x-ziflow-signature";

  private static final Logger LOG = LoggerFactory.getLogger(ZiflowSignature.class);

  private final List<Secret> keys;
  private final SignedAddress address;
  private volatile List<SignatureReading> readings;

  /**
   * @param keys any of them will do, so that one can replace the other
   * @param publicUrl the address before {@code /hooks}, as Ziflow was given it
   */
  public ZiflowSignature(List<Secret> keys, SignatureChoice choice, URI publicUrl) {
    this.keys = List.copyOf(keys);
    this.readings = choice.readings();
    this.address = new SignedAddress(publicUrl.toString().replaceFirst("/+$", ""));
  }

  /** The reading in force; empty until a valid delivery has shown it. */
  public Optional<SignatureReading> reading() {
    var now = readings;
    return now.size() == 1 ? Optional.of(now.getFirst()) : Optional.empty();
  }

  /** Whether the signature is good; the first good one settles the reading. */
  boolean isGood(String signature, Delivered delivered) {
    var sent = bytes(signature);
    var signed = address.of(delivered.path(), delivered.query());
    SignatureReading found = null;
    for (var reading : readings) {
      if (matches(reading, sent, signed, delivered.body())) {
        found = reading;
      }
    }
    settle(found);
    return found != null;
  }

  private boolean matches(SignatureReading reading, byte[] sent, byte[] signed, byte[] body) {
    boolean matches = false;
    for (var key : keys) {
      for (var digest : reading.digests(key, signed, body)) {
        matches |= MessageDigest.isEqual(digest, sent);
      }
    }
    return matches;
  }

  private synchronized void settle(@Nullable SignatureReading found) {
    if (found != null && readings.size() > 1) {
      readings = List.of(found);
      LOG.info(
          "Ziflow signs by the reading {}: set proofline.gateway.ziflow-signature to it", found);
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
