package io.proofline.audit;

import io.proofline.hash.Sha256;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;

/** The public key that verifies the checkpoints of an installation: Ed25519. */
public final class VerifyingKey {

  static final String ALGORITHM = "Ed25519";
  private static final String PEM = "PUBLIC KEY";
  private static final String BEGIN = "-----BEGIN " + PEM;
  private static final String END = "-----END " + PEM + "-----";
  private static final int ID_DIGITS = 16;

  private final PublicKey key;

  VerifyingKey(PublicKey key) {
    this.key = key;
  }

  /**
   * A key from PEM (X.509), as {@code openssl pkey -pubout} writes it.
   *
   * @throws IllegalArgumentException if it is not such a key
   */
  public static VerifyingKey fromPem(String pem) {
    try {
      var spec = new X509EncodedKeySpec(Pem.read(PEM, pem));
      return new VerifyingKey(KeyFactory.getInstance(ALGORITHM).generatePublic(spec));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("It is not an Ed25519 public key", e);
    }
  }

  /**
   * All keys of a text with one block of PEM after the other.
   *
   * @throws IllegalArgumentException if it has none, or another key
   */
  public static List<VerifyingKey> allFromPem(String text) {
    var keys = new ArrayList<VerifyingKey>();
    int from = 0;
    do {
      var block = text.substring(from);
      keys.add(fromPem(block));
      int end = block.indexOf(END);
      from = end < 0 ? text.length() : from + end + END.length();
    } while (text.indexOf(BEGIN, from) >= 0);
    return List.copyOf(keys);
  }

  /** The key as PEM. */
  public String pem() {
    return Pem.write(PEM, key.getEncoded());
  }

  /** The key's id: the first 16 hex digits of the SHA-256 of its DER. */
  public String id() {
    return Sha256.hex(key.getEncoded()).substring(0, ID_DIGITS);
  }

  boolean hasSigned(byte[] bytes, byte[] signed) {
    try {
      var signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(key);
      signature.update(bytes);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false; // malformed signature
    }
  }

  @Override
  public String toString() {
    return "VerifyingKey[%s]".formatted(id());
  }
}
