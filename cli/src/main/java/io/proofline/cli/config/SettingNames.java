package io.proofline.cli.config;

import java.util.Locale;

/** Names of settings, which a service takes in several spellings. */
final class SettingNames {

  private SettingNames() {}

  /** Of all spellings of a setting, and of all places in a list, one: in small letters and dots. */
  static String canonical(String name) {
    return normalize(name.replaceAll("\\[\\d+]", ""));
  }

  /** Whether two names set the same; a list and a place in it do, two places do not. */
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
