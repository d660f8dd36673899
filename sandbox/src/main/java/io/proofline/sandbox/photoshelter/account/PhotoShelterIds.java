package io.proofline.sandbox.photoshelter.account;

import java.security.SecureRandom;

/**
 * Generates ids in the documented form: a prefix that names the kind, then characters of
 * [A-Za-z0-9._].
 */
public final class PhotoShelterIds {
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._";

  private static final int LENGTH = 16;
  private static final int KEY_LENGTH = 11;
  private static final SecureRandom RANDOM = new SecureRandom();

  private PhotoShelterIds() {}

  public static String withPrefix(String prefix) {
    return prefix + random(LENGTH - prefix.length());
  }

  static String apiKey() {
    return random(KEY_LENGTH);
  }

  public static String random(int count) {
    return RANDOM
        .ints(count, 0, LETTERS.length())
        .collect(
            StringBuilder::new,
            (text, at) -> text.append(LETTERS.charAt(at)),
            StringBuilder::append)
        .toString();
  }
}
