package io.proofline.audit;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;

/** The public key that tells whether a checkpoint was signed by an installation: Ed25519. */
public final class VerifyingKey {

  static final String ALGORITHM = "Ed25519";
  private static final String PEM = "PUBLIC KEY";
  private static final int ID_DIGITS = 16;

  private final PublicKey key;

  VerifyingKey(PublicKey key) {
    this.key = key;
  }

  /**
   * One from PEM (X.509), as {@code openssl pkey -pubout} writes it.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static VerifyingKey fromPem(String pem) {
    try {
      var spec = new X509EncodedKeySpec(Pem.read(PEM, pem));
      return new VerifyingKey(KeyFactory.getInstance(ALGORITHM).generatePublic(spec));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("It is no public key of the kind Ed25519", e);
    }
  }

  /** As PEM. */
  public String pem() {
    return Pem.write(PEM, key.getEncoded());
  }

  /** First sixteen hex digits of the SHA-256 of the key in DER. */
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
      return false; // it has not the form of a signature
    }
  }

  @Override
  public String toString() {
    return "VerifyingKey[%s]".formatted(id());
  }
}
