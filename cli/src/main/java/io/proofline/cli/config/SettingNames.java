package io.proofline.cli.config;

import java.util.Locale;

/** Compares names of settings, for which Spring accepts several spellings. */
final class SettingNames {

  private SettingNames() {}

  /** The canonical name of a setting: lower-case, with dots, without the index in a list. */
  static String canonical(String name) {
    return normalize(name.replaceAll("\\[\\d+]", ""));
  }

  /** Whether two names are the same setting. A list and its element are, two elements are not. */
  static boolean isSameSetting(String one, String other) {
    return normalize(one).equals(normalize(other))
        || canonical(one).equals(normalize(other))
        || normalize(one).equals(canonical(other));
  }

  private static String normalize(String name) {
    return name.replaceAll("[\\[\\].]+", ".")
        .replaceAll("[^.\\p{Alnum}]|\\.$", "")
        .toLowerCase(Locale.ROOT);
  }
}
