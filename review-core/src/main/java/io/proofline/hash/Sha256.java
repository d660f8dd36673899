package io.proofline.hash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 of bytes and texts, the one hash of command ids, markers, rules versions and the audit
 * trail.
 */
public final class Sha256 {

  /** 64 zeros, the hash that precedes the first entry of a chain. */
  public static final String ZEROS = "0".repeat(64);

  private Sha256() {}

  /** The 32 bytes of the hash. */
  public static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** The hash as 64 lower-case hex digits. */
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(digest(bytes));
  }

  /** The hash of a text in UTF-8, as 64 lower-case hex digits. */
  public static String hex(String text) {
    return hex(text.getBytes(UTF_8));
  }
}
