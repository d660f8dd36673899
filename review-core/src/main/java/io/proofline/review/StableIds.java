package io.proofline.review;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proofline.hash.Sha256;

/**
 * Ids that are the same wherever and whenever they are computed: SHA-256 over lines of text in
 * UTF-8, joined by line feeds.
 */
final class StableIds {

  private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int MARKER = 26;

  private StableIds() {}

  /** The hash as 64 lower-case hex digits. */
  static String sha256(String... lines) {
    return Sha256.hex(String.join("\n", lines));
  }

  /**
   * The marker of a file that we upload, by which it is found again: {@code pl:} and the first 26
   * digits of the hash in base 32.
   */
  static String marker(String... lines) {
    var bytes = Sha256.digest(String.join("\n", lines).getBytes(UTF_8));
    var text = new StringBuilder("pl:");
    for (int i = 0; i < MARKER; i++) {
      int bit = 5 * i;
      int two = ((bytes[bit / 8] & 0xff) << 8) | (bytes[bit / 8 + 1] & 0xff);
      text.append(BASE32.charAt((two >> (11 - bit % 8)) & 31));
    }
    return text.toString();
  }
}
