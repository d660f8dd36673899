package io.proofline.standalone.up;

import java.util.Locale;

/** Names of settings, which a service takes in several spellings. */
final class SettingName {

  private SettingName() {}

  /** Of all spellings of a setting, and of all places in a list, one: in small letters and dots. */
  static String plain(String name) {
    return spelled(name.replaceAll("\\[\\d+]", ""));
  }

  /** Whether two names set the same; a list and a place in it do, two places do not. */
  static boolean isSame(String one, String other) {
    return spelled(one).equals(spelled(other))
        || plain(one).equals(spelled(other))
        || spelled(one).equals(plain(other));
  }

  private static String spelled(String name) {
    return name.replaceAll("[\\[\\].]+", ".")
        .replaceAll("[^.\\p{Alnum}]|\\.$", "")
        .toLowerCase(Locale.ROOT);
  }
}
