package io.proofline.sandbox.photoshelter;

import java.security.SecureRandom;

/** Ids in the documented form: a prefix that names the kind, then characters of [A-Za-z0-9._]. */
final class Ids {
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._";

  private static final int LENGTH = 16;
  private static final int KEY_LENGTH = 11;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  static String starting(String prefix) {
    return prefix + letters(LENGTH - prefix.length());
  }

  static String apiKey() {
    return letters(KEY_LENGTH);
  }

  static String letters(int count) {
    return RANDOM
        .ints(count, 0, LETTERS.length())
        .collect(
            StringBuilder::new,
            (text, at) -> text.append(LETTERS.charAt(at)),
            StringBuilder::append)
        .toString();
  }
}
