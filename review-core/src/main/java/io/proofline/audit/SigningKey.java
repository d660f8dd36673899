package io.proofline.audit;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;

/** The private key that signs checkpoints: Ed25519. */
public final class SigningKey {

  private static final String PEM = "PRIVATE KEY";

  private final PrivateKey key;
  private final VerifyingKey verifyingKey;

  private SigningKey(PrivateKey key, VerifyingKey verifying) {
    this.key = key;
    this.verifyingKey = verifying;
  }

  /** A new random key. */
  public static SigningKey generate() {
    try {
      return ofPair(new SecureRandom());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has Ed25519", e);
    }
  }

  /**
   * A key from PEM (PKCS#8), as {@code openssl genpkey -algorithm ed25519} writes it.
   *
   * @throws IllegalArgumentException if it is not such a key; the message doesn't contain the text
   */
  public static SigningKey fromPem(String pem) {
    try {
      var spec = new PKCS8EncodedKeySpec(Pem.read(PEM, pem));
      var key =
          (EdECPrivateKey) KeyFactory.getInstance(VerifyingKey.ALGORITHM).generatePrivate(spec);
      return ofPair(new Seed(key.getBytes().orElseThrow())).checked();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("It is not an Ed25519 private key", e);
    }
  }

  /** The key as PEM: a secret. */
  public String pem() {
    return Pem.write(PEM, key.getEncoded());
  }

  /** The public key that verifies signatures of this key. */
  public VerifyingKey verifyingKey() {
    return verifyingKey;
  }

  byte[] sign(byte[] bytes) {
    try {
      var signature = Signature.getInstance(VerifyingKey.ALGORITHM);
      signature.initSign(key);
      signature.update(bytes);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Can't sign with key " + verifyingKey.id(), e);
    }
  }

  /** Does not contain the key. */
  @Override
  public String toString() {
    return "SigningKey[%s]".formatted(verifyingKey.id());
  }

  private static SigningKey ofPair(SecureRandom random) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance(VerifyingKey.ALGORITHM);
    generator.initialize(255, random);
    var pair = generator.generateKeyPair();
    return new SigningKey(pair.getPrivate(), new VerifyingKey(pair.getPublic()));
  }

  /** Checks that the private and the public key belong together. */
  private SigningKey checked() {
    var any = new byte[] {1};
    if (!verifyingKey.hasSigned(any, sign(any))) {
      throw new IllegalStateException("This Java platform makes no public key of a private one");
    }
    return this;
  }

  /**
   * Returns the bytes of an existing private key as random numbers: a PEM file has only the private
   * key, and Java computes a public key only while it generates a pair.
   */
  private static final class Seed extends SecureRandom {

    private final byte[] seed;

    Seed(byte[] seed) {
      this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      if (bytes.length != seed.length) {
        throw new IllegalStateException("This Java platform draws keys in another way");
      }
      System.arraycopy(seed, 0, bytes, 0, seed.length);
    }
  }
}
